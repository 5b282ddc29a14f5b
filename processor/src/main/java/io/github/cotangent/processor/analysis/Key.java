package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Type;

/**
 * What tells the slots of a group apart.
 *
 * @param name of a field with its class
 * @param type of what the field holds; null for the other kinds
 */
public record Key(String name, Type type) implements Comparable<Key> {
    /** The elements of arrays. */
    public static final Key ELEMENTS = new Key("[]", null);
    /** Whatever is in an object, and in what it leads to by references that are not looked at. */
    public static final Key ANYTHING = new Key("*", null);

    public static Key of(FieldId field) {
        return new Key(field.key(), field.type());
    }

    /** The name says it all. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && name.equals(key.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(Key other) {
        return name.compareTo(other.name);
    }
}
