package io.github.cotangent.processor.resolve;

import java.lang.annotation.Annotation;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVisitor;

/**
 * The type of a class that a body declares, or an array of it. The compiler's model has no type for it before it attributes
 * the body, so it stays inside this package.
 */
record LocalType(LocalClass declaration, int dimensions) implements TypeMirror {

    LocalType(LocalClass declaration) {
        this(declaration, 0);
    }

    /** The type as others may see it: the class or interface that an anonymous class is made of; null for local classes. */
    TypeMirror visible() {
        boolean anonymous = dimensions == 0 && declaration.name().isEmpty();
        return anonymous ? declaration.supertypes().get(declaration.supertypes().size() - 1) : null;
    }

    @Override
    public TypeKind getKind() {
        return TypeKind.OTHER;
    }

    @Override
    public <R, P> R accept(TypeVisitor<R, P> visitor, P argument) {
        return visitor.visitUnknown(this, argument);
    }

    @Override
    public List<? extends AnnotationMirror> getAnnotationMirrors() {
        return List.of();
    }

    @Override
    public <A extends Annotation> A getAnnotation(Class<A> kind) {
        return null;
    }

    @Override
    @SuppressWarnings("unchecked") // an array of the type asked for
    public <A extends Annotation> A[] getAnnotationsByType(Class<A> kind) {
        return (A[]) java.lang.reflect.Array.newInstance(kind, 0);
    }

    @Override
    public String toString() {
        return declaration.name() + "[]".repeat(dimensions);
    }
}
