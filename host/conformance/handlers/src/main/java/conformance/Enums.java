package conformance;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Constants as values, keys and elements. */
public class Enums extends Echo<Enums.Palette> {
    public enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "gruen";
            }
        },
        blue,
        DARK_GREY;

        public String getHex() {
            return "#" + ordinal();
        }
    }

    public static class Palette {
        public Colour main;
        public List<Colour> others;
        public EnumSet<Colour> unique;
        public EnumMap<Colour, String> names;
        public Map<Colour, List<Integer>> weights;
        public Colour[] row;
    }
}
