package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.ContainerFunction;
import io.github.cotangent.processor.ir.ContainerFunction.Effect;
import io.github.cotangent.processor.ir.ContainerFunction.Result;
import io.github.cotangent.processor.ir.ContainerFunction.Role;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.ContainerType.Kind;
import io.github.cotangent.processor.ir.ReferenceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The JDK's collections and maps that are followed, and what their methods do to the elements. Methods that are not here are
 * opaque code: those that depend on what elements are equal or ordered by, and views through which changes go.
 */
final class ContainerMethods {
    private static final Map<String, Kind> KINDS = new HashMap<>();

    /** Types whose methods that change anything are not followed: they do not say where an element goes. */
    private static final Set<String> READ_ONLY =
            Set.of("java.lang.Iterable", "java.util.Collection", "java.util.SequencedCollection");

    private static final String PRIORITY_QUEUE = "java.util.PriorityQueue";

    /** Those that decide by themselves where an element goes, and whether it is one more. */
    private static final Set<String> ARRANGING =
            Set.of("java.util.Set", "java.util.HashSet", "java.util.LinkedHashSet", PRIORITY_QUEUE);

    /** Those that constructors make. */
    private static final Set<String> MADE = Set.of(
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.ArrayDeque",
            "java.util.Vector",
            "java.util.Stack",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            PRIORITY_QUEUE,
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap");

    /** Marks a method of sequences that takes an object rather than an index. */
    private static final String OBJECT = "(object)";

    /** Makes an array of the elements of a collection. */
    static final ContainerFunction TO_ARRAY = of("toArray", "toArray", Result.COPY, Effect.NONE);

    private static final Map<String, ContainerFunction> FUNCTIONS = new HashMap<>();

    /** Puts any number of elements into a collection. */
    private static final String ADD_EACH = "addAll";

    /** By class and name. */
    private static final Map<String, ContainerFunction> STATIC = new HashMap<>();

    static {
        List.of(
                        "java.lang.Iterable",
                        "java.util.Collection",
                        "java.util.SequencedCollection",
                        "java.util.Set",
                        "java.util.HashSet",
                        "java.util.LinkedHashSet",
                        PRIORITY_QUEUE,
                        "java.util.List",
                        "java.util.ArrayList",
                        "java.util.LinkedList",
                        "java.util.Vector",
                        "java.util.Stack",
                        "java.util.Queue",
                        "java.util.Deque",
                        "java.util.ArrayDeque")
                .forEach(name -> KINDS.put(name, Kind.SEQUENCE));
        List.of(
                        "java.util.Map",
                        "java.util.HashMap",
                        "java.util.LinkedHashMap",
                        "java.util.SortedMap",
                        "java.util.NavigableMap",
                        "java.util.TreeMap")
                .forEach(name -> KINDS.put(name, Kind.MAP));
        KINDS.put("java.util.Iterator", Kind.ITERATOR);
        KINDS.put("java.util.Map.Entry", Kind.ENTRY);

        data(Kind.SEQUENCE, "size", "isEmpty", "empty");
        looks(Kind.SEQUENCE, "get", "get", Role.DATA);
        for (String name : List.of("getFirst", "element", "peekFirst", "firstElement", "peek")) {
            looks(Kind.SEQUENCE, name, "peekFirst");
        }
        for (String name : List.of("getLast", "peekLast", "lastElement")) {
            looks(Kind.SEQUENCE, name, "peekLast");
        }
        view(Kind.SEQUENCE, "iterator", Result.VIEW, false);
        view(Kind.SEQUENCE, "descendingIterator", Result.VIEW, false);
        for (String name : List.of("add", "addLast", "offer", "offerLast", "addElement")) {
            changes(Kind.SEQUENCE, name, "add", Result.DATA, Role.ELEMENT);
        }
        for (String name : List.of("addFirst", "offerFirst", "push")) {
            changes(Kind.SEQUENCE, name, "addFirst", Result.DATA, Role.ELEMENT);
        }
        changes(Kind.SEQUENCE, "add", "add", Result.DATA, Role.DATA, Role.ELEMENT);
        changes(Kind.SEQUENCE, "addAll", "addAll", Result.DATA, Role.CONTAINER);
        changes(Kind.SEQUENCE, "set", "set", Result.ELEMENT, Role.DATA, Role.ELEMENT);
        changes(Kind.SEQUENCE, "remove", "remove", Result.ELEMENT, Role.DATA);
        for (String name : List.of("remove", "removeFirst", "poll", "pollFirst", "pop")) {
            changes(Kind.SEQUENCE, name, "pollFirst", Result.ELEMENT);
        }
        for (String name : List.of("removeLast", "pollLast")) {
            changes(Kind.SEQUENCE, name, "pollLast", Result.ELEMENT);
        }
        changes(Kind.SEQUENCE, "clear", "removeAll", Result.DATA);
        for (String name : List.of("sort", "removeIf", "removeLastOccurrence")) {
            FUNCTIONS.put(key(Kind.SEQUENCE, name + OBJECT, 1), rearranges(null, name, "rearrange", Role.DATA));
        }
        for (String name : List.of("remove", "removeFirstOccurrence")) {
            FUNCTIONS.put(key(Kind.SEQUENCE, name + OBJECT, 1), rearranges(null, name, "withoutFirst", Role.DATA));
        }
        view(Kind.SEQUENCE, "subList", Result.VIEW, false, Role.DATA, Role.DATA);

        data(Kind.MAP, "size", "isEmpty", "keySet");
        FUNCTIONS.put(key(Kind.MAP, "containsKey", 1), of("containsKey", null, Result.DATA, Effect.NONE, Role.DATA));
        looks(Kind.MAP, "get", "get", Role.DATA);
        looks(Kind.MAP, "getOrDefault", "getOrDefault", Role.DATA, Role.ELEMENT);
        view(Kind.MAP, "values", Result.VIEW, true);
        view(Kind.MAP, "entrySet", Result.ENTRIES, true);
        changes(Kind.MAP, "put", "put", Result.ELEMENT, Role.DATA, Role.ELEMENT);
        changes(Kind.MAP, "putIfAbsent", "putIfAbsent", Result.ELEMENT, Role.DATA, Role.ELEMENT);
        changes(Kind.MAP, "putAll", "putAll", Result.DATA, Role.CONTAINER);
        changes(Kind.MAP, "remove", "remove", Result.ELEMENT, Role.DATA);
        changes(Kind.MAP, "clear", "removeAll", Result.DATA);

        data(Kind.ENTRY, "getKey");
        looks(Kind.ENTRY, "getValue", "getValue");

        FUNCTIONS.put(key(Kind.ITERATOR, "hasNext", 0), of("hasNext", null, Result.DATA, Effect.MOVES));
        FUNCTIONS.put(key(Kind.ITERATOR, "next", 0), of("next", "next", Result.ELEMENT, Effect.MOVES));

        ReferenceType collections = new ReferenceType("java.util.Collections");
        for (String name : List.of("sort", "shuffle")) {
            STATIC.put(collections.name() + "." + name, rearranges(collections, name, "rearrange", Role.DATA));
        }
        moves(collections, "reverse");
        moves(collections, "rotate", Role.DATA);
        moves(collections, "swap", Role.DATA, Role.DATA);
        STATIC.put(
                collections.name() + "." + ADD_EACH,
                new ContainerFunction(
                        ADD_EACH,
                        collections,
                        "addEach",
                        List.of(Role.CONTAINER, Role.ELEMENT),
                        Result.DATA,
                        Effect.CHANGES,
                        false));
        made("java.util.List", "of", Role.ELEMENT);
        made("java.util.Arrays", "asList", Role.ELEMENT);
        made("java.util.Collections", "singletonList", Role.ELEMENT);
        made("java.util.Collections", "emptyList", Role.ELEMENT);
        made("java.util.List", "copyOf", Role.CONTAINER);
        made("java.util.Map", "of", Role.DATA, Role.ELEMENT);
        made("java.util.Map", "copyOf", Role.CONTAINER);
        made("java.util.Collections", "emptyMap", Role.DATA, Role.ELEMENT);
        for (String name : List.of("unmodifiableList", "unmodifiableCollection", "unmodifiableMap")) {
            STATIC.put(
                    collections.name() + "." + name,
                    new ContainerFunction(
                            name, collections, null, List.of(Role.CONTAINER), Result.VIEW, Effect.NONE, false));
        }
    }

    private ContainerMethods() {}

    /** What kind of container a class of the JDK is; empty if it is none that is followed. */
    static Optional<Kind> kindOf(String className) {
        return Optional.ofNullable(KINDS.get(className));
    }

    /**
     * What a method does to the elements; empty if that is not known.
     *
     * @param parameters how many it takes
     * @param takesIndex whether it takes an {@code int} alone: to remove a number is not to remove an element that is given
     */
    static Optional<ContainerFunction> of(ContainerType container, String method, int parameters, boolean takesIndex) {
        String className = container.reference().name();
        boolean takesObject = container.kind() == Kind.SEQUENCE && parameters == 1 && !takesIndex;
        ContainerFunction rearranging =
                takesObject ? FUNCTIONS.get(key(container.kind(), method + OBJECT, parameters)) : null;
        return Optional.ofNullable(
                        rearranging != null ? rearranging : FUNCTIONS.get(key(container.kind(), method, parameters)))
                .filter(function -> !function.changes() || !READ_ONLY.contains(className) && !holdsEntries(container))
                .map(function -> isArranging(container) ? ofArranging(function) : function)
                .map(function -> className.equals("java.util.Stack") ? ofStack(function) : function);
    }

    /** Whether the type of a container tells where its elements are. */
    static boolean tellsPlaces(ContainerType container) {
        return !READ_ONLY.contains(container.reference().name()) && !isArranging(container);
    }

    /** Whether a container is a part of a map, which would have to change with it. */
    private static boolean holdsEntries(ContainerType container) {
        return container.element() instanceof ContainerType element && element.kind() == Kind.ENTRY;
    }

    /** Whether a container decides by itself where an element goes, and whether it is one more. */
    static boolean isArranging(ContainerType container) {
        return ARRANGING.contains(container.reference().name());
    }

    /** Whether a type only says that it is some queue. */
    static boolean isQueue(ContainerType type) {
        return type.reference().name().equals("java.util.Queue");
    }

    /** A queue with an order of its own in the place of some queue. */
    static ContainerType priorityQueue(ContainerType queue) {
        ReferenceType type = new ReferenceType(
                "java.util", "PriorityQueue", queue.reference().arguments());
        return new ContainerType(queue.kind(), type, queue.element());
    }

    /** Whether a queue with an order of its own is seen as one that may have any other. */
    static boolean losesOrder(ContainerType queue, ContainerType seen) {
        return queue.reference().name().equals(PRIORITY_QUEUE) && isQueue(seen);
    }

    /** Whatever changes such a container may give all elements other places. */
    private static ContainerFunction ofArranging(ContainerFunction function) {
        boolean isKnown = !function.changes()
                || function.effect() == Effect.REARRANGES
                || function.name().equals("clear");
        Role[] taken = function.roles().subList(1, function.roles().size()).toArray(new Role[0]);
        String shadowName = function.result() == Result.ELEMENT ? "takeFirst" : "rearrange";
        return isKnown
                ? function
                : rearranges(null, function.name(), shadowName, taken).giving(function.result());
    }

    /** A stack is a list whose top is the last element. */
    private static ContainerFunction ofStack(ContainerFunction function) {
        return switch (function.name()) {
            case "push" -> of("push", "push", Result.ELEMENT, Effect.CHANGES, Role.ELEMENT);
            case "pop" -> of("pop", "pollLast", Result.ELEMENT, Effect.CHANGES);
            case "peek" -> of("peek", "peekLast", Result.ELEMENT, Effect.NONE);
            default -> function;
        };
    }

    /** What a static method does that makes a container of so many elements, gives another view of one, or rearranges one. */
    static Optional<ContainerFunction> ofStatic(String className, String method, int arguments) {
        return Optional.ofNullable(STATIC.get(className + "." + method)).map(function -> {
            if (function.effect() == Effect.REARRANGES) {
                Role[] data = Collections.nCopies(arguments - 1, Role.DATA).toArray(new Role[0]);
                return rearranges(function.owner(), method, function.shadowName(), data);
            } else if (function.changes() && !function.name().equals(ADD_EACH)) {
                return function;
            }
            List<Role> roles = new ArrayList<>();
            for (int i = 0; i < arguments; i++) {
                int given = function.roles().size();
                roles.add(function.roles().get(function.changes() ? Math.min(i, given - 1) : i % given));
            }
            boolean isOne = function.changes() && arguments == 2;
            return isOne ? function.withRoles(roles).onShadow("add") : function.withRoles(roles);
        });
    }

    /**
     * What a constructor does: without arguments, with a size, with a container to copy unless the order would be another one, or, for
     * a queue with an order of its own, with a comparator.
     */
    static Optional<ContainerFunction> ofConstructor(String className, List<Role> roles) {
        boolean known = ARRANGING.contains(className) ? !roles.contains(Role.CONTAINER) : roles.size() <= 1;
        String shadowName = className.equals(PRIORITY_QUEUE) ? "arranging" : null;
        return MADE.contains(className) && known
                ? Optional.of(new ContainerFunction(
                        ContainerFunction.CREATION, null, shadowName, roles, Result.COPY, Effect.NONE, false))
                : Optional.empty();
    }

    /** What makes a list of the elements of a container and, if that is asked for, another element or those of another container. */
    static ContainerFunction listing(List<Role> roles) {
        if (roles.size() == 1) {
            return ofConstructor("java.util.ArrayList", roles).orElseThrow();
        }
        String name = roles.get(1) == Role.ELEMENT ? "with" : "withAll";
        return new ContainerFunction(
                name,
                new ReferenceType("io.github.cotangent.runtime.Candidates"),
                name,
                roles,
                Result.COPY,
                Effect.NONE,
                false);
    }

    private static String key(Kind kind, String method, int parameters) {
        return kind + "." + method + "/" + parameters;
    }

    private static void data(Kind kind, String... names) {
        for (String name : names) {
            FUNCTIONS.put(key(kind, name, 0), of(name, null, Result.DATA, Effect.NONE));
        }
    }

    private static void looks(Kind kind, String name, String shadowName, Role... roles) {
        FUNCTIONS.put(key(kind, name, roles.length), of(name, shadowName, Result.ELEMENT, Effect.NONE, roles));
    }

    private static void view(Kind kind, String name, Result result, boolean needsOriginal, Role... arguments) {
        List<Role> roles = new ArrayList<>(List.of(Role.CONTAINER));
        Collections.addAll(roles, arguments);
        FUNCTIONS.put(
                key(kind, name, arguments.length),
                new ContainerFunction(name, null, name, roles, result, Effect.NONE, needsOriginal));
    }

    private static ContainerFunction rearranges(
            ReferenceType owner, String name, String shadowName, Role... arguments) {
        List<Role> roles = new ArrayList<>(List.of(Role.CONTAINER));
        Collections.addAll(roles, arguments);
        roles.add(Role.CONTAINER);
        return new ContainerFunction(name, owner, shadowName, roles, Result.DATA, Effect.REARRANGES, false);
    }

    /** A static method that gives elements other places, whatever they are. */
    private static void moves(ReferenceType owner, String name, Role... arguments) {
        List<Role> roles = new ArrayList<>(List.of(Role.CONTAINER));
        Collections.addAll(roles, arguments);
        STATIC.put(
                owner.name() + "." + name,
                new ContainerFunction(name, owner, name, roles, Result.DATA, Effect.CHANGES, false));
    }

    private static void changes(Kind kind, String name, String shadowName, Result result, Role... roles) {
        FUNCTIONS.put(key(kind, name, roles.length), of(name, shadowName, result, Effect.CHANGES, roles));
    }

    private static ContainerFunction of(
            String name, String shadowName, Result result, Effect effect, Role... arguments) {
        List<Role> roles = new ArrayList<>(List.of(Role.CONTAINER));
        Collections.addAll(roles, arguments);
        return new ContainerFunction(name, null, shadowName, roles, result, effect, false);
    }

    /** @param roles of the arguments, by turns */
    private static void made(String owner, String name, Role... roles) {
        STATIC.put(
                owner + "." + name,
                new ContainerFunction(
                        name, new ReferenceType(owner), null, List.of(roles), Result.COPY, Effect.NONE, false));
    }
}
