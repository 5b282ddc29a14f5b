package io.github.cotangent.runtime;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The derivative of a map: for each key the derivative of its value. That is an array, a tangent, or a container of these, and
 * null where the original's value is null.
 *
 * <p>Its own order is no matter: where a method goes through the original, this is asked for one key after the other.
 *
 * @param <V> the type of the derivatives of the values
 */
public final class MapTangent<V> extends ContainerTangent {
    private static final long serialVersionUID = 1L;

    private Map<Object, V> values = new LinkedHashMap<>();

    /** Zero, for an empty map. */
    public MapTangent() {}

    /** The derivative of a map with these keys and values, by turns. */
    @SuppressWarnings("unchecked") // See ContainerTangent.
    public static <V> MapTangent<V> of(Object... entries) {
        MapTangent<V> map = new MapTangent<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.values.put(entries[i], (V) entries[i + 1]);
        }
        return map;
    }

    /** The derivative of a new map with the values of another one. */
    public static <V> MapTangent<V> copyOf(MapTangent<? extends V> other) {
        MapTangent<V> map = new MapTangent<>();
        map.values.putAll(other.values);
        return map;
    }

    // ---- what is in it

    /** The number of keys. */
    public int size() {
        return values.size();
    }

    /** The keys. */
    public Set<Object> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** The derivative of the value of a key: the live one, not a copy; null if there is none. */
    public V get(Object key) {
        return values.get(key);
    }

    /** The derivative of the value of a key, or another one if the key is not there. */
    @SuppressWarnings("unchecked") // See ContainerTangent.
    public V getOrDefault(Object key, Object other) {
        return values.getOrDefault(key, (V) other);
    }

    /** The derivatives of the values of a map, whose derivative this is, in the map's order. */
    public ListTangent<V> values(Map<?, ?> original) {
        return ListTangent.view(() -> {
            ArrayList<V> list = new ArrayList<>();
            original.keySet().forEach(key -> list.add(values.get(key)));
            return list;
        });
    }

    /** The keys of a map, whose derivative this is, with the derivatives of their values, in the map's order. */
    public ListTangent<Map.Entry<Object, V>> entrySet(Map<?, ?> original) {
        return ListTangent.view(() -> {
            ArrayList<Map.Entry<Object, V>> list = new ArrayList<>();
            original.keySet().forEach(key -> list.add(entry(original, key)));
            return list;
        });
    }

    private Map.Entry<Object, V> entry(Map<?, ?> original, Object key) {
        return original instanceof ConcurrentMap
                ? new AbstractMap.SimpleEntry<>(key, values.get(key))
                : new Entry<>(values, key, values.get(key));
    }

    /** A key with the derivative of its value: of the one it has now, as the entries of the JDK's maps show it. */
    private static final class Entry<V> extends AbstractMap.SimpleImmutableEntry<Object, V> {
        private static final long serialVersionUID = 1L;

        private final transient Map<Object, V> values;

        Entry(Map<Object, V> values, Object key, V last) {
            super(key, last);
            this.values = values;
        }

        @Override
        public V getValue() {
            return values.containsKey(getKey()) ? values.get(getKey()) : super.getValue();
        }
    }

    // ---- what happens to the map

    /** A key gets a value; gives the derivative of the old one. */
    @SuppressWarnings("unchecked") // See ContainerTangent.
    public V put(Object key, Object value) {
        noteValueOf(key);
        return values.put(key, (V) value);
    }

    /** A key gets a value if it has none; gives the derivative of the one it has. */
    @SuppressWarnings("unchecked") // See ContainerTangent.
    public V putIfAbsent(Object key, Object value) {
        noteValueOf(key);
        return values.putIfAbsent(key, (V) value);
    }

    /** The keys of another map get their values. */
    @SuppressWarnings("unchecked") // See ContainerTangent.
    public void putAll(MapTangent<?> other) {
        noteAll();
        values.putAll((Map<Object, V>) other.values);
    }

    /** A key goes; gives the derivative of its value. */
    public V remove(Object key) {
        noteValueOf(key);
        return values.remove(key);
    }

    /** All keys go. */
    public void removeAll() {
        noteAll();
        values.clear();
    }

    private void noteValueOf(Object key) {
        boolean there = values.containsKey(key);
        V old = values.get(key);
        changed(() -> {
            if (there) {
                values.put(key, old);
            } else {
                values.remove(key);
            }
        });
    }

    private void noteAll() {
        Map<Object, V> old = new LinkedHashMap<>(values);
        changed(() -> {
            values.clear();
            values.putAll(old);
        });
    }

    // ---- as a tangent

    /** A map for which the same keys are one that are one for another map. */
    @SuppressWarnings("unchecked") // It is asked for keys of the other map only.
    private static <V> Map<Object, V> empty(Map<?, ?> like) {
        if (like instanceof SortedMap<?, ?> sorted && sorted.comparator() != null) {
            return new TreeMap<>((Comparator<Object>) sorted.comparator());
        }
        return like instanceof IdentityHashMap ? new IdentityHashMap<>() : new LinkedHashMap<>();
    }

    @Override
    @SuppressWarnings("unchecked") // The derivatives of one map have values of the same classes.
    void fill(Object original, UnaryOperator<Object> shadow) {
        values = empty((Map<?, ?>) original);
        ((Map<?, ?>) original).forEach((key, value) -> values.put(key, (V) shadow.apply(value)));
        keepChanges(original);
    }

    @Override
    protected void parts(Pass pass, Tangent with) {
        Map<Object, ?> others = ((MapTangent<?>) with).values;
        Set<Object> keys = new HashSet<>(others.keySet());
        keys.removeAll(values.keySet());
        values.replaceAll((key, mine) -> part(pass, key, mine, others.get(key)));
        keys.forEach(key -> part(pass, key, null, others.get(key)));
    }

    @SuppressWarnings("unchecked") // The derivatives of one map have values of the same classes.
    private V part(Pass pass, Object key, V mine, Object other) {
        return pass.of("[" + key + "]", mine, (V) other);
    }

    @Override
    Runnable markElements(Consumer<Object> seen) {
        Map<Object, V> now = empty(values);
        now.putAll(values);
        now.values().forEach(seen);
        return () -> {
            values.clear();
            values.putAll(now);
        };
    }

    @Override
    boolean fits(Tangent other) {
        return other instanceof MapTangent<?> map && map.values.keySet().equals(values.keySet());
    }

    @Override
    String described() {
        return "a map with the keys " + values.keySet();
    }

    @Override
    MapTangent<V> copy() {
        @SuppressWarnings("unchecked") // A copy has the class of the original.
        MapTangent<V> copy = (MapTangent<V>) super.copy();
        copy.values = new LinkedHashMap<>(values);
        return copy;
    }
}
