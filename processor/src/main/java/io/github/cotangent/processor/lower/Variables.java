package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Local;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The variables of one method: one object per local variable of the source and per static field it mentions. */
final class Variables {
    private final Body body;
    private final Elements elements;
    private final Access access;
    private final Classes classes;
    private final Map<Local, Variable> locals = new IdentityHashMap<>();
    private final Map<VariableElement, Variable> fields = new LinkedHashMap<>();
    private final Set<Local> captured = new HashSet<>();
    private Node code;

    Variables(Body body, Elements elements, Access access, Classes classes) {
        this.classes = classes;
        this.body = body;
        this.elements = elements;
        this.access = access;
    }

    /**
     * Finds out which locals the lambdas and class bodies below {@code root} capture.
     *
     * @param isInPlace tells which lambdas are written in place
     */
    void findCaptures(Node root, Predicate<LambdaExpr> isInPlace) {
        code = root;
        root.walk(node -> {
            if (node instanceof LambdaExpr lambda && !isInPlace.test(lambda)
                    || node instanceof LocalClassDeclarationStmt
                    || node instanceof LocalRecordDeclarationStmt
                    || node instanceof ClassOrInterfaceDeclaration
                    || node instanceof ObjectCreationExpr creation
                            && creation.getAnonymousClassBody().isPresent()) {
                captured.addAll(body.attribution().captured(node));
            }
        });
    }

    /**
     * The locals that a class declared in the body has captured, itself or in the classes it mentions. Where several have the
     * name, those of all: which of them is meant makes no difference to what is safe.
     */
    Set<Local> capturedBy(String localClass) {
        Set<Local> found = new LinkedHashSet<>();
        captured(localClass, found, new HashSet<>());
        return found;
    }

    private void captured(String localClass, Set<Local> found, Set<String> seen) {
        if (!seen.add(localClass)) {
            return;
        }
        code.walk(node -> {
            if (node instanceof TypeDeclaration<?> declaration
                    && declaration.getNameAsString().equals(localClass)) {
                found.addAll(body.attribution().captured(declaration));
                declaration.walk(inner -> {
                    if (body.attribution().symbolOf(inner) instanceof Symbol.LocalTypeName name) {
                        captured(name.name(), found, seen);
                    }
                });
            }
        });
    }

    Variable parameter(Local local, Type type) {
        Variable variable = Variable.parameter(local.name(), type);
        locals.put(local, variable);
        return variable;
    }

    /** The variable of a local of the source. */
    Variable of(Local local) {
        Variable known = locals.get(local);
        if (known == null) {
            known = Variable.local(local.name(), typeOf(local), captured.contains(local) && !isOfPattern(local));
            locals.put(local, known);
        }
        return known;
    }

    /** The variable of a clause that catches, which is declared there and nowhere else. */
    Variable caught(Local local) {
        Variable variable = Variable.local(local.name(), typeOf(local), true);
        locals.put(local, variable);
        return variable;
    }

    /** Makes a variable that of a local of the source. If it is that of another one, too, neither may change. */
    void rename(Local local, Variable variable) {
        locals.put(local, variable);
    }

    /** Whether the local gets its value where it is declared and nowhere else. */
    boolean isAssignedOnce(Local local) {
        boolean initialised = !(local.declaration() instanceof VariableDeclarator declarator)
                || declarator.getInitializer().isPresent()
                || declarator.getParentNode().flatMap(Node::getParentNode).orElse(null) instanceof ForEachStmt;
        return initialised && local.effectivelyFinal() && !isOfPattern(local);
    }

    /** Whether a pattern gives the local its value, if it matches: Java knows where it has one, the lowered form does not. */
    private static boolean isOfPattern(Local local) {
        return local.declaration() instanceof TypePatternExpr;
    }

    /** A copy of a variable for code that runs later. */
    Variable snapshot(Variable variable, Node where) {
        Variable copy = Variable.local(variable.name(), variable.type(), true);
        body.assign(copy, new Expr.Use(variable), where);
        return copy;
    }

    private Type typeOf(Local local) {
        return body.typeOf(local)
                .or(() -> local.localType().flatMap(body.types()::inner))
                .orElseGet(() -> declaredText(local));
    }

    /** The type as it is written: that of a local class, which javac's model does not know. */
    private Type declaredText(Local local) {
        Node declaration = local.declaration();
        String written = declaration instanceof VariableDeclarator declarator
                ? declarator.getTypeAsString()
                : declaration instanceof Parameter parameter ? parameter.getTypeAsString() : "var";
        if (written.endsWith("[]")) {
            body.problem(
                    Code.COT023,
                    declaration,
                    "arrays of a class that the method declares are not supported",
                    "Declare the class as a member");
            return Body.UNKNOWN;
        }
        return written.equals("var") ? body.unknownType(declaration) : new ReferenceType("", written, List.of());
    }

    /** The variable of a static field. */
    Variable of(VariableElement field) {
        return fields.computeIfAbsent(field, this::staticField);
    }

    /**
     * Whether a static field is an operand of the opaque code that mentions it, because it can hold floating data: itself,
     * or in the object it refers to. Objects of the JDK's own fields and enum constants without state cannot.
     */
    boolean isFollowed(VariableElement field) {
        if (!field.getModifiers().contains(Modifier.STATIC) || isInert(field)) {
            return false;
        }
        Type type = body.types().of(field.asType());
        return Holders.isMutable(type)
                || type.isFloating() && !field.getModifiers().contains(Modifier.FINAL);
    }

    private static boolean isInert(VariableElement field) {
        return isConstantOfEnum(field) || KnownMethods.isJdk((TypeElement) field.getEnclosingElement());
    }

    /** Whether a field is an enum constant that nothing can be put into. */
    static boolean isConstantOfEnum(VariableElement field) {
        return field.getKind() == ElementKind.ENUM_CONSTANT
                && ElementFilter.fieldsIn(field.getEnclosingElement().getEnclosedElements()).stream()
                        .filter(member -> !member.getModifiers().contains(Modifier.STATIC))
                        .filter(member -> member.getKind() == ElementKind.FIELD)
                        .allMatch(member -> member.getModifiers().contains(Modifier.FINAL)
                                && (member.asType().getKind().isPrimitive()
                                        || member.asType().toString().equals("java.lang.String")));
    }

    private Variable staticField(VariableElement field) {
        TypeElement owner = (TypeElement) field.getEnclosingElement();
        return Variable.staticField(
                field.getSimpleName().toString(),
                body.types().of(field.asType()),
                new Variable.Field(
                        TypeTranslation.nameOf(owner),
                        elements.getBinaryName(owner).toString(),
                        access.isAccessible(field),
                        field.getModifiers().contains(Modifier.FINAL),
                        isInert(field),
                        classes.made(field).orElse(null)));
    }
}
