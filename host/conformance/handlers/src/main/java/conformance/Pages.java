package conformance;

import java.util.List;
import java.util.Map;

/** Type parameters, fixed by the handler, by a subclass, and through two levels. */
public class Pages extends Echo<Pages.Page<Orders.Line, Integer>> {
    public static class Page<T, C> {
        private List<T> items;
        private C cursor;
        private Map<String, Pair<T, C>> pairs;

        public List<T> getItems() {
            return items;
        }

        public void setItems(List<T> items) {
            this.items = items;
        }

        public C getCursor() {
            return cursor;
        }

        public void setCursor(C cursor) {
            this.cursor = cursor;
        }

        public Map<String, Pair<T, C>> getPairs() {
            return pairs;
        }

        public void setPairs(Map<String, Pair<T, C>> pairs) {
            this.pairs = pairs;
        }
    }

    public static class Pair<A, B> {
        public A first;
        public B second;
        public List<? extends A> wild;
    }

    public static class NamedPage extends Page<String, Enums.Colour> {
        public String name;
    }

    public static class OfNamed extends Echo<NamedPage> {}

    public static class OfPairs
            extends Echo<Map<String, List<Pair<Long, Pair<String, Boolean>>>>> {}

    public static class OfBounded<T extends Orders.Line> extends Echo<T> {}

    /** A variable inside an argument, fixed by the subclass only. */
    public static class Inside<T> extends Echo<Map<String, T>> {}

    public static class OfInside extends Inside<Orders.Line> {}

    /** The variable of a raw parent has a name that means something else below. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    public static class Raw<T> extends Echo {}

    public static class OfRaw extends Raw<Orders.Line> {}
}
