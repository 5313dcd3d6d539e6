package conformance;

import java.util.List;
import java.util.Map;

/** Values without a declared shape. */
public class Free extends Echo<Object> {
    public static class OfMap extends Echo<Map<String, Object>> {}

    public static class OfRawMap extends Echo<Map> {}

    public static class OfList extends Echo<List<Object>> {}

    public static class OfStrings extends Echo<Map<String, String>> {}

    public static class OfText extends Echo<String> {}

    public static class OfBox extends Echo<Box> {}

    public static class Box {
        public Object any;
        public Map<String, Object> map;
        public List<?> list;
        public Comparable<?> comparable;
        public CharSequence text;
        public java.io.Serializable serializable;
    }
}
