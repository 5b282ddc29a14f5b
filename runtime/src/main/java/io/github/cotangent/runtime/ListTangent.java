package io.github.cotangent.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The derivative of a list, a deque, or whatever gives its elements in an order: for each element its derivative, at the same
 * place. That is an array, a tangent, or a container of these, and null where the original's element is null.
 *
 * @param <E> the type of the derivatives of the elements
 */
public final class ListTangent<E> extends ContainerTangent implements Iterable<E> {
    private static final long serialVersionUID = 1L;

    private ArrayList<E> elements = new ArrayList<>();

    /** Where the elements of a view come from; null if they are held here. */
    private transient Supplier<List<E>> viewed;

    /** Whether the original decides by itself where an element goes, so that only {@link #rearrange} can follow it. */
    private transient boolean isArranging;

    /** Zero, for an empty list. */
    public ListTangent() {}

    /** Zero, for an empty queue with an order of its own. */
    public static <E> ListTangent<E> arranging() {
        ListTangent<E> queue = new ListTangent<>();
        queue.isArranging = true;
        return queue;
    }

    /** The derivative of a list with these elements. */
    public static <E> ListTangent<E> of(Object... elements) {
        ListTangent<E> list = new ListTangent<>();
        for (Object element : elements) {
            list.add(element);
        }
        return list;
    }

    /** The derivative of a new list with the elements of another one. */
    public static <E> ListTangent<E> copyOf(ListTangent<? extends E> other) {
        ListTangent<E> list = new ListTangent<>();
        list.elements.addAll(other.held());
        return list;
    }

    /** The derivative of a new list with the elements of another one, and one more. */
    public static <E> ListTangent<E> with(ListTangent<? extends E> other, Object element) {
        ListTangent<E> list = copyOf(other);
        list.add(element);
        return list;
    }

    /** The derivative of a new list with the elements of two others. */
    public static <E> ListTangent<E> withAll(ListTangent<? extends E> other, ListTangent<?> more) {
        ListTangent<E> list = copyOf(other);
        list.addAll(more);
        return list;
    }

    /** The derivative of a view: what is in it is looked up whenever it is asked. */
    static <E> ListTangent<E> view(Supplier<List<E>> viewed) {
        ListTangent<E> view = new ListTangent<>();
        view.viewed = viewed;
        return view;
    }

    private List<E> held() {
        return viewed == null ? elements : viewed.get();
    }

    // ---- what is in it

    /** The number of elements. */
    public int size() {
        return held().size();
    }

    /** The derivative of an element: the live one, not a copy. */
    public E get(int index) {
        return held().get(index);
    }

    /** The derivative of the first element; null if there is none. */
    public E peekFirst() {
        return size() == 0 ? null : get(0);
    }

    /** The derivative of the last element; null if there is none. */
    public E peekLast() {
        return size() == 0 ? null : get(size() - 1);
    }

    /** The derivatives of the elements, in order. */
    @Override
    public Iterator<E> iterator() {
        return Collections.unmodifiableList(held()).iterator();
    }

    /** The derivatives of the elements, from the last one to the first. */
    public Iterator<E> descendingIterator() {
        List<E> reversed = new ArrayList<>(held());
        Collections.reverse(reversed);
        return reversed.iterator();
    }

    /** A new array of the derivatives of the elements. */
    public <T> T[] toArray(IntFunction<T[]> array) {
        return held().toArray(array);
    }

    // ---- what happens to the list

    private ArrayList<E> own() {
        if (isArranging) {
            throw NoDerivativeException.ofOrder();
        }
        return inAnyOrder();
    }

    private ArrayList<E> inAnyOrder() {
        if (viewed != null) {
            throw NoDerivativeException.ofView();
        }
        return elements;
    }

    /** An element comes behind the others. */
    public void add(Object element) {
        add(elements.size(), element);
    }

    /** An element comes behind the others; gives it. */
    public E push(Object element) {
        add(element);
        return peekLast();
    }

    /** An element comes before the one at a place. */
    @SuppressWarnings("unchecked") // See ContainerTangent.
    public void add(int index, Object element) {
        own().add(index, (E) element);
        changed(() -> elements.remove(index));
    }

    /** An element comes before the others. */
    public void addFirst(Object element) {
        add(0, element);
    }

    /** The elements of another list come behind the others. */
    @SuppressWarnings("unchecked") // See ContainerTangent.
    public void addAll(ListTangent<?> other) {
        int before = own().size();
        elements.addAll((Collection<E>) other.held());
        changed(() -> elements.subList(before, elements.size()).clear());
    }

    /** Elements come behind the others. */
    public void addEach(Object... added) {
        addAll(of(added));
    }

    /** An element takes the place of another one, whose derivative this gives. */
    @SuppressWarnings("unchecked") // See ContainerTangent.
    public E set(int index, Object element) {
        E old = own().set(index, (E) element);
        changed(() -> elements.set(index, old));
        return old;
    }

    /** An element goes; gives its derivative. */
    public E remove(int index) {
        E old = own().remove(index);
        changed(() -> elements.add(index, old));
        return old;
    }

    /** The first element goes, if there is one; gives its derivative. */
    public E pollFirst() {
        return poll(0);
    }

    /** The last element goes, if there is one; gives its derivative. */
    public E pollLast() {
        return poll(elements.size() - 1);
    }

    private E poll(int index) {
        if (own().isEmpty()) {
            changed(() -> {});
            return null;
        }
        return remove(index);
    }

    /** All elements go. */
    public void removeAll() {
        List<E> old = new ArrayList<>(inAnyOrder());
        elements.clear();
        changed(() -> elements.addAll(old));
    }

    /** The elements change their places as those of the list do. */
    public void reverse() {
        Collections.reverse(own());
        changed(() -> Collections.reverse(elements));
    }

    /** The elements change their places as those of the list do. */
    public void rotate(int distance) {
        Collections.rotate(own(), distance);
        changed(() -> Collections.rotate(elements, -distance));
    }

    /** The elements change their places as those of the list do. */
    public void swap(int i, int j) {
        Collections.swap(own(), i, j);
        changed(() -> Collections.swap(elements, i, j));
    }

    /**
     * Elements are put in another order, go or come: each that is there afterwards has the derivative that it had before. Elements
     * that are one box keep their order, and the last ones of them go.
     *
     * @param before the derivatives of the elements as they were before, and of those that may have come
     * @param old the elements as they were before, and those that may have come
     * @param now the elements as they are now
     */
    public void rearrange(ListTangent<?> before, List<?> old, Collection<?> now) {
        List<Object> derivatives = new ArrayList<>();
        before.forEach(derivatives::add);
        exchange(matched(derivatives, old, new ArrayList<>(now)));
    }

    /** {@link #rearrange} where the first element goes, if there is one; gives its derivative. */
    public E takeFirst(ListTangent<?> before, List<?> old, Collection<?> now) {
        E first = peekFirst();
        rearrange(before, old, now);
        return first;
    }

    /** {@link #rearrange} where of elements that are one box the first ones go. */
    public void withoutFirst(ListTangent<?> before, List<?> old, Collection<?> now) {
        List<Object> derivatives = new ArrayList<>();
        before.forEach(derivatives::add);
        List<Object> oldFromBehind = new ArrayList<>(old);
        List<Object> nowFromBehind = new ArrayList<>(now);
        List.of(derivatives, oldFromBehind, nowFromBehind).forEach(Collections::reverse);
        List<Object> found = matched(derivatives, oldFromBehind, nowFromBehind);
        Collections.reverse(found);
        exchange(found);
    }

    private static List<Object> matched(List<Object> derivatives, List<?> old, List<?> now) {
        Map<Object, Deque<Integer>> places = new IdentityHashMap<>();
        for (int i = 0; i < old.size(); i++) {
            places.computeIfAbsent(old.get(i), key -> new ArrayDeque<>()).add(i);
        }
        List<Object> found = new ArrayList<>();
        now.forEach(element -> found.add(derivatives.get(places.get(element).remove())));
        return found;
    }

    @SuppressWarnings("unchecked") // See ContainerTangent.
    private void exchange(List<Object> now) {
        List<E> kept = new ArrayList<>(inAnyOrder());
        elements.clear();
        elements.addAll((List<E>) now);
        changed(() -> {
            elements.clear();
            elements.addAll(kept);
        });
    }

    /** The derivative of a part of the list, which sees later changes and cannot be changed itself. */
    public ListTangent<E> subList(int from, int to) {
        return view(() -> held().subList(from, to));
    }

    // ---- as a tangent

    @Override
    @SuppressWarnings("unchecked") // The derivatives of one list have elements of the same classes.
    void fill(Object original, UnaryOperator<Object> shadow) {
        for (Object element : (Iterable<?>) original) {
            elements.add((E) shadow.apply(element));
        }
        keepChanges(original);
    }

    @Override
    protected void parts(Pass pass, Tangent with) {
        List<?> others = ((ListTangent<?>) with).elements;
        for (int i = 0; i < Math.max(size(), others.size()); i++) {
            part(pass, i, others);
        }
    }

    /** A pass sees all that is in either list, so that it can tell that their lengths differ. */
    @SuppressWarnings("unchecked") // The derivatives of one list have elements of the same classes.
    private void part(Pass pass, int i, List<?> others) {
        E mine = i < size() ? elements.get(i) : null;
        E now = pass.of("[" + i + "]", mine, i < others.size() ? (E) others.get(i) : null);
        if (i < size()) {
            elements.set(i, now);
        }
    }

    @Override
    Runnable markElements(Consumer<Object> seen) {
        List<E> now = new ArrayList<>(held());
        now.forEach(seen);
        return () -> {
            if (viewed == null) {
                elements.clear();
                elements.addAll(now);
            }
        };
    }

    @Override
    boolean fits(Tangent other) {
        return other instanceof ListTangent<?> list && list.size() == size();
    }

    @Override
    String described() {
        return "a list of " + size();
    }

    @Override
    ListTangent<E> copy() {
        @SuppressWarnings("unchecked") // A copy has the class of the original.
        ListTangent<E> copy = (ListTangent<E>) super.copy();
        copy.elements = new ArrayList<>(elements);
        return copy;
    }
}
