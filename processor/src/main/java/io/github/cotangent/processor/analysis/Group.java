package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Type;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Arrays or objects that may be the same, and the groups that the references in them lead to. Groups that turn out to be one
 * are joined; the group of a chain of joins answers for all.
 *
 * <p>Of a group whose references have the type of a type variable nothing is known until it is joined with one of which more is
 * known. If it is joined with several kinds of arrays or objects it may be any of them: it is mixed.
 */
public final class Group {
    private final Type type;
    private final Map<Key, Group> parts = new TreeMap<>();
    private Group parent;
    private boolean external;
    private boolean unknownOrigin;
    private boolean generic;
    private boolean mixed;

    Group(Type type) {
        this.type = type;
        this.generic = type.isOpen();
        if (hasReferences(type)) {
            parts.put(Key.ELEMENTS, new Group(type.elementType()));
        }
    }

    private static boolean hasReferences(Type type) {
        return type.elementType() != null && type.elementType().isFollowed();
    }

    Group find() {
        Group root = this;
        while (root.parent != null) {
            root = root.parent;
        }
        for (Group g = this; g.parent != null; ) {
            Group next = g.parent;
            g.parent = root;
            g = next;
        }
        return root;
    }

    /** The type of the references that were met first, among those that say most. */
    public Type type() {
        return type;
    }

    /** Whether it may be one of arrays and of objects: nothing is known of it, or it is both. */
    boolean isVague() {
        return mixed || type instanceof AnyType;
    }

    /** Whether it is one of collections, or may be. */
    public boolean mayBeCollection() {
        return isVague() || type.leaf() instanceof ContainerType;
    }

    /** Whether code outside of the method can see them: parameters, static fields, what opaque code knows. */
    public boolean isExternal() {
        return find().external;
    }

    /** Whether opaque code or a field supplied one of them, so that its cotangent would have no place. */
    public boolean isOfUnknownOrigin() {
        return find().unknownOrigin;
    }

    /** The group that the references in one slot lead to. */
    public Group part(Key key) {
        Group root = find();
        Group part = root.parts.get(key);
        if (part == null) {
            part = new Group(key.type() == null ? root.element() : key.type());
            root.parts.put(key, part);
            if (root.external) {
                part.markExternal(root.unknownOrigin);
            }
        }
        return part.find();
    }

    /** The type of the elements of its arrays or containers, if it is one of such. */
    Type element() {
        return type.elementType() == null || mixed ? AnyType.OF_OBJECT : type.elementType();
    }

    /** The group of the elements of arrays of references. */
    public Group rows() {
        return part(Key.ELEMENTS);
    }

    /** Whether it is known where the references in a slot lead to. */
    boolean hasPart(Key key) {
        return find().parts.containsKey(key);
    }

    /** The slots whose references lead on, and where. */
    public Map<Key, Group> parts() {
        Map<Key, Group> found = new TreeMap<>(find().parts);
        found.replaceAll((key, part) -> part.find());
        return found;
    }

    /** The slot with all that the group itself holds, as far as it is not looked at: the numbers in arrays of numbers. */
    public Slot contents() {
        Group root = find();
        return new Slot(root, root.type.elementType() != null && !root.mixed ? Key.ELEMENTS : Key.ANYTHING);
    }

    /** Whether the references themselves are all that arrays of the group hold. */
    boolean holdsReferencesOnly() {
        return hasReferences(type) && !mixed;
    }

    /** Whether arrays of the group may hold references. */
    boolean mayHoldReferences() {
        return hasReferences(type) || isVague();
    }

    /** The group and all others its references lead to. */
    public Collection<Group> reachable() {
        Set<Group> found = new LinkedHashSet<>();
        Deque<Group> open = new ArrayDeque<>(List.of(find()));
        while (!open.isEmpty()) {
            Group group = open.pop();
            if (found.add(group)) {
                open.addAll(group.parts().values());
            }
        }
        return found;
    }

    void markExternal(boolean unknown) {
        Group root = find();
        if (root.external && (root.unknownOrigin || !unknown)) {
            return;
        }
        root.external = true;
        root.unknownOrigin |= unknown;
        root.parts().values().forEach(part -> part.markExternal(unknown));
    }

    /** Makes two groups one, with all their references lead to. */
    static void join(Group a, Group b) {
        if (a == null || b == null) {
            return;
        }
        Group one = a.find();
        Group other = b.find();
        boolean alike = one.kind().equals(other.kind());
        if (one == other || !alike && !one.generic && !other.generic) {
            return;
        }
        Group first = other.saysMoreThan(one) ? other : one;
        Group second = first == one ? other : one;
        second.parent = first;
        first.generic |= second.generic;
        first.mixed |= second.mixed || !alike && !first.saysMoreThan(second);
        boolean external = first.external || second.external;
        boolean unknown = first.unknownOrigin || second.unknownOrigin;
        for (Map.Entry<Key, Group> entry : second.parts.entrySet()) {
            Group part = first.find().parts.putIfAbsent(entry.getKey(), entry.getValue());
            join(part, entry.getValue());
        }
        if (external) {
            Group now = first.find();
            now.external = false;
            now.markExternal(unknown);
        }
    }

    /** Whether the other one may turn out to be what this one is, as far as its type tells. */
    private boolean saysMoreThan(Group other) {
        return other.type.isOpen() && !other.mixed && !type.isOpen() && type.rank() >= other.type.rank();
    }

    /** Whether references of one group may be references of the other. */
    boolean fits(Group other) {
        return kind().equals(other.kind()) || isVague() || other.isVague();
    }

    /**
     * What references that may be the same have in common. Objects of any classes may be the same, one class being a subtype of
     * the other, and so may containers of such, one of which is a view of the other; arrays have one type.
     */
    Object kind() {
        return mixed ? Group.class : kind(type);
    }

    private static Object kind(Type type) {
        if (type.isOpen()) {
            return List.of(AnyType.class, type.rank());
        }
        if (type.leaf() instanceof ContainerType container) {
            return List.of(ContainerType.class, type.rank(), kind(container.element()));
        }
        return type.hasObjects() ? List.of(ObjectType.class, type.rank()) : type;
    }

    /** Whether it may be that one of these is one of the others although no reference flows between them. */
    boolean mayBeAmong(Group other) {
        return this == other || isExternal() && other.isExternal() && fits(other);
    }

    /** Whether it is one of arrays of floating numbers. */
    boolean holdsNumbers() {
        return type instanceof ArrayType array && array.element().isFloating() || isVague();
    }
}
