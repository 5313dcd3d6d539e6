package conformance;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Properties;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Collections and maps by interface and by class, with keys of several types. */
public class Containers extends Echo<Containers.Shelf> {
    public static class Shelf {
        public Collection<String> collection;
        public Iterable<Integer> iterable;
        public SortedSet<String> sortedSet;
        public NavigableSet<Long> navigableSet;
        public LinkedHashSet<String> linkedHashSet;
        public Queue<String> queue;
        public Deque<Integer> deque;
        public ArrayDeque<String> arrayDeque;
        public LinkedList<String> linkedList;
        public SortedMap<String, Integer> sortedMap;
        public TreeMap<Integer, String> treeMap;
        public LinkedHashMap<UUID, String> linkedHashMap;
        public ConcurrentMap<String, String> concurrentMap;
        public ConcurrentHashMap<Long, Boolean> concurrentHashMap;
        public Map<Boolean, String> byBoolean;
        public Map<Character, String> byCharacter;
        public Map<Double, String> byDouble;
        public Properties properties;
        public List<List<List<String>>> deep;
        public String[][] table;
        public Map.Entry<String, Integer> entry;
    }
}
