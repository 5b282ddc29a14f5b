package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Finds what names and field accesses stand for: variables before types before packages (JLS 6.5). */
final class VariableNames {
    private final Parts all;

    VariableNames(Parts all) {
        this.all = all;
    }

    // ---- simple names

    TypeMirror of(NameExpr name) {
        String id = name.getNameAsString();
        for (Scope.Frame frame : all.scope.frames()) {
            Local local = frame.locals().get(id);
            if (local != null) {
                return local(name, local);
            }
            if (frame.localClass() != null && isMember(name, new LocalType(frame.localClass()), id, true)) {
                return all.attribution.known(name);
            }
        }
        VariableElement field = inScope(id);
        if (field != null) {
            all.attribution.symbol(name, new Symbol.Field(field, true));
            all.attribution.constant(name, field.getConstantValue());
            return all.members.typeOf(ownType(field), field);
        }
        TypeMirror type = all.typeNodes.simple(id);
        if (type != null) {
            return typeName(name, type);
        }
        if (isQualifier(name)) {
            all.attribution.symbol(name, new Symbol.PackageName(id));
        }
        return null;
    }

    private TypeMirror local(Expression name, Local local) {
        all.attribution.symbol(name, new Symbol.LocalVariable(local));
        all.attribution.constant(name, all.attribution.constant(local.declaration()));
        return local.known();
    }

    private VariableElement inScope(String name) {
        for (TypeElement type : all.typeNodes.names().around()) {
            VariableElement field = all.members.field(type, name);
            if (field != null) {
                return field;
            }
        }
        Imports imports = all.typeNodes.names().imports();
        for (List<TypeElement> owners : List.of(imports.exactOwners(name), imports.onDemandOwners())) {
            for (TypeElement owner : owners) {
                VariableElement field = all.members.field(owner, name);
                if (field != null && all.access.allows(field)) {
                    return field;
                }
            }
        }
        return null;
    }

    /** The class around the body that has a field. */
    private TypeMirror ownType(VariableElement field) {
        for (TypeElement type : all.typeNodes.names().around()) {
            if (all.ops.isSubclass(type.asType(), field.getEnclosingElement().asType())) {
                return type.asType();
            }
        }
        return null;
    }

    TypeMirror typeName(Expression name, TypeMirror type) {
        if (type instanceof LocalType local) {
            all.attribution.symbol(
                    name, new Symbol.LocalTypeName(local.declaration().name()));
        } else if (TypeOps.element(type) != null) {
            all.attribution.symbol(name, new Symbol.TypeName(TypeOps.element(type)));
        }
        return type;
    }

    private static boolean isQualifier(Expression name) {
        Node parent = name.getParentNode().orElse(null);
        return parent instanceof FieldAccessExpr access && access.getScope() == name
                || parent instanceof MethodCallExpr call
                        && call.getScope().filter(scope -> scope == name).isPresent();
    }

    // ---- qualified names and accesses

    TypeMirror of(FieldAccessExpr access) {
        String id = access.getNameAsString();
        TypeMirror scope = all.expressions.of(access.getScope(), null);
        Symbol qualifier = all.attribution.found(access.getScope());
        if (qualifier instanceof Symbol.PackageName prefix) {
            return inPackage(access, prefix.name() + "." + id);
        }
        if (id.equals("length") && TypeOps.isArray(scope)) {
            all.attribution.symbol(access, new Symbol.ArrayLength());
            return all.ops.primitive(TypeKind.INT);
        }
        boolean named = qualifier instanceof Symbol.TypeName || qualifier instanceof Symbol.LocalTypeName;
        for (TypeMirror part : all.ops.parts(scope)) {
            if (isMember(access, part, id, named)) {
                return all.attribution.known(access);
            }
            if (named && isMemberType(access, part, id)) {
                return all.attribution.known(access);
            }
        }
        return null;
    }

    private TypeMirror inPackage(FieldAccessExpr access, String name) {
        TypeElement type = all.typeNodes.names().qualified(name);
        if (type != null) {
            return typeName(access, all.ops.declared(type, List.of()));
        }
        all.attribution.symbol(access, new Symbol.PackageName(name));
        return null;
    }

    /** Records a field of a class; only one that is named without a value may be a constant (JLS 15.29). */
    private boolean isMember(Expression access, TypeMirror owner, String id, boolean named) {
        if (owner instanceof LocalType local) {
            return local.dimensions() == 0 && isLocalMember(access, local.declaration(), id, named);
        }
        TypeElement element = TypeOps.element(owner);
        VariableElement field = element == null ? null : all.members.field(element, id);
        if (field == null) {
            return false;
        }
        all.attribution.symbol(access, new Symbol.Field(field, access instanceof NameExpr));
        if (named) {
            all.attribution.constant(access, field.getConstantValue());
        }
        all.attribution.type(access, all.members.typeOf(owner, field));
        return true;
    }

    private boolean isLocalMember(Expression access, LocalClass local, String id, boolean named) {
        LocalClass.Field field = local.field(id);
        if (field != null) {
            all.attribution.symbol(access, new Symbol.LocalMember(field.declaration()));
            if (named) {
                all.attribution.constant(access, all.attribution.constant(field.declaration()));
            }
            all.attribution.type(access, field.type());
            return true;
        }
        for (TypeMirror above : local.supertypes()) {
            TypeElement element = TypeOps.element(above);
            VariableElement inherited = element == null ? null : all.members.field(element, id);
            boolean hidden = inherited != null && inherited.getModifiers().contains(Modifier.PRIVATE);
            if (!hidden && isMember(access, above, id, named)) {
                return true;
            }
        }
        return false;
    }

    private boolean isMemberType(Expression access, TypeMirror owner, String id) {
        TypeMirror found = null;
        if (owner instanceof LocalType local) {
            LocalClass member = local.declaration().type(id);
            found = member == null ? null : new LocalType(member);
        } else if (TypeOps.element(owner) != null) {
            TypeElement member = all.members.memberType(TypeOps.element(owner), id);
            found = member == null ? null : all.ops.declared(member, List.of());
        }
        if (found != null) {
            all.attribution.type(access, typeName(access, found));
        }
        return found != null;
    }

    // ---- this and super

    TypeMirror of(ThisExpr self) {
        if (self.getTypeName().isPresent()) {
            return named(self.getTypeName().get().getIdentifier());
        }
        List<LocalClass> classes = all.scope.classes();
        return classes.isEmpty() ? all.enclosing.asType() : new LocalType(classes.get(0));
    }

    TypeMirror of(SuperExpr above) {
        if (above.getTypeName().isEmpty()) {
            List<LocalClass> classes = all.scope.classes();
            return classes.isEmpty()
                    ? all.enclosing.getSuperclass()
                    : classes.get(0).supertypes().get(0);
        }
        String name = above.getTypeName().get().getIdentifier();
        List<TypeMirror> contracts = new ArrayList<>();
        all.scope.classes().forEach(local -> contracts.addAll(local.supertypes()));
        contracts.addAll(all.enclosing.getInterfaces());
        for (TypeMirror contract : contracts) {
            TypeElement element = TypeOps.element(contract);
            if (element != null && element.getSimpleName().contentEquals(name)) {
                return contract;
            }
        }
        TypeElement outer = TypeOps.element(named(name));
        return outer == null ? null : outer.getSuperclass();
    }

    private TypeMirror named(String name) {
        TypeMirror type = all.typeNodes.simple(name);
        return TypeOps.element(type) == null ? type : TypeOps.element(type).asType();
    }
}
