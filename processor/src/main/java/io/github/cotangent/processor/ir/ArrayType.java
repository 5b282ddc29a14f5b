package io.github.cotangent.processor.ir;

/** An array type. */
public record ArrayType(Type element) implements Type {
    @Override
    public String toString() {
        return element + "[]";
    }
}
