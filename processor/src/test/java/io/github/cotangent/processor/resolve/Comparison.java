package io.github.cotangent.processor.resolve;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Position;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;

/** Compares the attribution of every body of a source file with what javac says about the same stretch of text. */
final class Comparison {
    private final Compiled compiled;
    private final Compiled.File javac;
    private final CompilationUnit unit;
    private final Attributor attributor;
    private final int[] lineStarts;
    private final List<String> mismatches = new ArrayList<>();
    private int compared;

    private Comparison(Compiled compiled, String name) {
        this.compiled = compiled;
        this.javac = compiled.file(name);
        ParserConfiguration configuration = new ParserConfiguration()
                .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17)
                .setTabSize(1)
                .setAttributeComments(false);
        this.unit = new JavaParser(configuration).parse(javac.text).getResult().orElseThrow();
        this.attributor = new Attributor(compiled.elements, compiled.types);
        this.lineStarts = lineStarts(javac.text);
    }

    /** The differences in all bodies of a file, one line each, and how many expressions were compared. */
    static Comparison of(Compiled compiled, String name) {
        Comparison comparison = new Comparison(compiled, name);
        String packageName = comparison
                .unit
                .getPackageDeclaration()
                .map(declaration -> declaration.getNameAsString() + ".")
                .orElse("");
        for (TypeDeclaration<?> type : comparison.unit.getTypes()) {
            comparison.type(type, compiled.type(packageName + type.getNameAsString()));
        }
        return comparison;
    }

    List<String> mismatches() {
        return mismatches;
    }

    int compared() {
        return compared;
    }

    private void type(TypeDeclaration<?> declaration, TypeElement element) {
        List<ExecutableElement> methods = ElementFilter.methodsIn(element.getEnclosedElements());
        for (BodyDeclaration<?> member : declaration.getMembers()) {
            if (member instanceof TypeDeclaration<?> nested) {
                type(nested, nested(element, nested.getNameAsString()));
            } else if (member instanceof FieldDeclaration fields) {
                for (VariableDeclarator field : fields.getVariables()) {
                    field.getInitializer().ifPresent(value -> {
                        VariableElement known = ElementFilter.fieldsIn(element.getEnclosedElements()).stream()
                                .filter(f -> f.getSimpleName().contentEquals(field.getNameAsString()))
                                .findFirst()
                                .orElseThrow();
                        compare(value, attributor.attribute(unit, element, known, field));
                    });
                }
            } else if (member instanceof CallableDeclaration<?> callable) {
                ExecutableElement known = member.isMethodDeclaration()
                        ? methods.stream()
                                .filter(m -> declares(callable, m))
                                .findFirst()
                                .orElseThrow()
                        : ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                                .filter(c -> c.getParameters().size()
                                        == callable.getParameters().size())
                                .findFirst()
                                .orElseThrow();
                compare(callable, attributor.attribute(unit, element, known, callable));
            }
        }
    }

    private boolean declares(CallableDeclaration<?> callable, ExecutableElement method) {
        if (!method.getSimpleName().contentEquals(callable.getNameAsString())
                || method.getParameters().size() != callable.getParameters().size()) {
            return false;
        }
        for (int i = 0; i < method.getParameters().size(); i++) {
            Element parameter = javac.variable(start(callable.getParameter(i).getName()));
            if (!parameter.equals(method.getParameters().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static TypeElement nested(TypeElement outer, String name) {
        return ElementFilter.typesIn(outer.getEnclosedElements()).stream()
                .filter(type -> type.getSimpleName().contentEquals(name))
                .findFirst()
                .orElseThrow();
    }

    private void compare(Node root, Attribution ours) {
        root.walk(node -> {
            if (node instanceof VariableDeclarator variable) {
                variable(variable.getName(), variable, ours);
                variable.getInitializer().ifPresent(value -> constant(variable, value, ours));
            } else if (node instanceof Parameter parameter && parameter != root) {
                variable(parameter.getName(), parameter, ours);
            } else if (node instanceof TypePatternExpr pattern) {
                variable(pattern.getName(), pattern, ours);
            } else if (node instanceof ClassOrInterfaceType type && isInBody(type, root)) {
                typeNode(type, ours);
            } else if (node instanceof Expression e && !(e instanceof VariableDeclarationExpr)) {
                expression(e, ours);
            }
        });
    }

    private static boolean isInBody(Node node, Node root) {
        Node child = node;
        while (child != root && child.getParentNode().orElseThrow() != root) {
            child = child.getParentNode().orElseThrow();
        }
        return child instanceof Statement || child instanceof Expression;
    }

    private void variable(Node name, Node declaration, Attribution ours) {
        Element theirs = javac.variable(start(name));
        Local local = ours.local(declaration);
        if (theirs == null) {
            return;
        }
        if (local == null) {
            if (theirs.getKind() != ElementKind.FIELD) {
                mismatch(name, "no local", theirs.toString());
            }
            return;
        }
        compared++;
        types(name, "variable " + local.name(), local.type(), theirs.asType());
    }

    private void constant(VariableDeclarator variable, Expression value, Attribution ours) {
        if (!(javac.variable(start(variable.getName())) instanceof VariableElement theirs)) {
            return;
        }
        Object expected = theirs.getConstantValue();
        if (!theirs.getModifiers().contains(Modifier.FINAL)) {
            return;
        }
        boolean can = theirs.asType().getKind().isPrimitive()
                || theirs.asType().toString().equals("java.lang.String");
        Object actual = can
                ? ours.constantOf(value)
                        .map(found -> theirs.asType().getKind().isPrimitive()
                                ? Constants.convert(found, theirs.asType().getKind())
                                : found)
                        .orElse(null)
                : null;
        compared++;
        if (!Objects.equals(expected, actual)) {
            mismatch(value, "constant " + show(actual), show(expected));
        }
    }

    private static String show(Object value) {
        return value == null ? "none" : value.getClass().getSimpleName() + " " + value;
    }

    private void typeNode(ClassOrInterfaceType node, Attribution ours) {
        Compiled.Fact fact = javac.typeNode(start(node), end(node));
        fact = fact == null ? javac.expression(start(node), end(node)) : fact;
        boolean isType = fact != null
                && (fact.element() == null || fact.element().getKind() != ElementKind.PACKAGE)
                && fact.type() != null;
        boolean inCreation = node.getParentNode().orElse(null) instanceof ObjectCreationExpr;
        if (!isType || inCreation) {
            return;
        }
        compared++;
        if (fact.type().getKind() == TypeKind.DECLARED && !isLocal(fact.type())) {
            Element expected = compiled.types.asElement(fact.type());
            if (!(ours.symbolOf(node) instanceof Symbol.TypeName name)
                    || !name.element().equals(expected)) {
                mismatch(node, ours.symbolOf(node).toString(), "type " + expected);
            }
        }
    }

    private void expression(Expression e, Attribution ours) {
        Compiled.Fact fact = javac.expression(start(e), end(e));
        if (fact == null || fact.type() == null) {
            return;
        }
        compared++;
        symbol(e, fact, ours);
        TypeKind kind = fact.type().getKind();
        boolean isValue = fact.element() == null
                || !(fact.element().getKind() == ElementKind.PACKAGE
                        || fact.element() instanceof TypeElement && !(e instanceof ObjectCreationExpr));
        boolean isSuper = e.isSuperExpr() || e.isThisExpr();
        if ((isValue || isSuper) && kind != TypeKind.PACKAGE && kind != TypeKind.VOID && !isGivenUp(fact)) {
            types(e, "type", ours.typeOf(e), fact.type());
        }
    }

    /** Whether javac says nothing, because of an error in or around the place. */
    private static boolean isGivenUp(Compiled.Fact fact) {
        return fact.type().getKind() == TypeKind.ERROR || fact.type().toString().equals("recovery");
    }

    private void symbol(Expression e, Compiled.Fact fact, Attribution ours) {
        boolean named = e instanceof NameExpr
                || e instanceof FieldAccessExpr
                || e instanceof MethodCallExpr
                || e instanceof ObjectCreationExpr
                || e instanceof MethodReferenceExpr
                || e instanceof TypeExpr;
        Element expected = fact.element();
        if (!named || expected == null || isGivenUp(fact)) {
            return;
        }
        Symbol actual = ours.symbolOf(e);
        if (!matches(e, actual, expected)) {
            mismatch(
                    e,
                    actual.toString(),
                    expected.getKind() + " " + expected + " of " + expected.getEnclosingElement());
        }
    }

    private boolean matches(Expression e, Symbol actual, Element expected) {
        boolean inLocalType = ofLocalType(expected);
        return switch (expected.getKind()) {
            case LOCAL_VARIABLE, PARAMETER, EXCEPTION_PARAMETER, RESOURCE_VARIABLE, BINDING_VARIABLE ->
                actual instanceof Symbol.LocalVariable variable && declares(variable.local(), expected);
            case FIELD, ENUM_CONSTANT ->
                inLocalType
                        ? actual instanceof Symbol.LocalMember
                        : isOfArray(expected)
                                ? actual instanceof Symbol.ArrayLength
                                : actual instanceof Symbol.Field field
                                        && field.element().equals(expected);
            case METHOD ->
                inLocalType
                        ? actual instanceof Symbol.LocalMember || isImplicit(expected)
                        : actual instanceof Symbol.Method method && isSame(method.element(), expected)
                                || isOfArray(expected);
            case CONSTRUCTOR ->
                inLocalType
                        || actual instanceof Symbol.Constructor constructor
                                && constructor.element().equals(expected)
                        || e instanceof MethodReferenceExpr;
            case PACKAGE ->
                actual instanceof Symbol.PackageName name && name.name().equals(expected.toString());
            case TYPE_PARAMETER -> true;
            default ->
                expected instanceof TypeElement type && isLocal(type.asType())
                        ? actual instanceof Symbol.LocalTypeName
                        : actual instanceof Symbol.TypeName name
                                && name.element().equals(expected);
        };
    }

    /** Whether a method of a record is one that nobody has to write: ours is that of the superclass then. */
    private static boolean isImplicit(Element method) {
        return method.getEnclosingElement().getKind() == ElementKind.RECORD
                && Set.of("toString", "hashCode", "equals")
                        .contains(method.getSimpleName().toString());
    }

    /** Of several abstract methods that a class inherits with one signature, either is fine. */
    private static boolean isSame(ExecutableElement ours, Element theirs) {
        boolean bothAbstract = ours.getModifiers().contains(Modifier.ABSTRACT)
                && theirs.getModifiers().contains(Modifier.ABSTRACT);
        return ours.equals(theirs) || bothAbstract && ours.toString().equals(theirs.toString());
    }

    private static boolean isOfArray(Element member) {
        return member.getEnclosingElement().toString().equals("Array");
    }

    private boolean declares(Local local, Element expected) {
        Node declaration = local.declaration();
        Node name = declaration instanceof VariableDeclarator variable
                ? variable.getName()
                : declaration instanceof Parameter parameter
                        ? parameter.getName()
                        : ((TypePatternExpr) declaration).getName();
        Element found = javac.variable(start(name));
        boolean component = found.getEnclosingElement().getKind() == ElementKind.RECORD;
        return expected.equals(found) || component && found.getSimpleName().equals(expected.getSimpleName());
    }

    private boolean ofLocalType(Element member) {
        return member.getEnclosingElement() instanceof TypeElement owner && isLocal(owner.asType());
    }

    private boolean isLocal(TypeMirror type) {
        Element element = compiled.types.asElement(type);
        while (element instanceof TypeElement declared) {
            if (declared.getNestingKind() == NestingKind.LOCAL || declared.getNestingKind() == NestingKind.ANONYMOUS) {
                return true;
            }
            element = declared.getEnclosingElement();
        }
        return false;
    }

    private void types(Node where, String what, Optional<TypeMirror> ours, TypeMirror javacs) {
        TypeMirror theirs = visible(javacs);
        if (theirs.getKind() == TypeKind.ERROR || mentionsError(theirs) || mentionsLocal(theirs)) {
            return;
        }
        boolean same = ours.isPresent() ? same(ours.get(), theirs) : theirs != javacs && isLocal(javacs);
        if (!same) {
            mismatch(where, what + " " + ours.map(Object::toString).orElse("unknown"), "type " + javacs);
        }
    }

    private boolean same(TypeMirror ours, TypeMirror theirs) {
        if (compiled.types.isSameType(ours, theirs)
                || ours.getKind() == TypeKind.NULL && theirs.getKind() == TypeKind.NULL) {
            return true;
        }
        boolean fuzzy = theirs.toString().contains("capture#")
                || theirs.toString().contains("INT#")
                || theirs instanceof IntersectionType
                || theirs.toString().contains("?");
        return fuzzy && compiled.types.isSameType(compiled.types.erasure(ours), compiled.types.erasure(theirs))
                || ours.toString().equals(theirs.toString());
    }

    /** The type without captures, and without anonymous classes. */
    private TypeMirror visible(TypeMirror type) {
        if (type instanceof TypeVariable variable && type.toString().startsWith("capture#")) {
            return visible(variable.getUpperBound());
        }
        if (type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getNestingKind() == NestingKind.ANONYMOUS) {
            return element.getInterfaces().isEmpty()
                    ? element.getSuperclass()
                    : element.getInterfaces().get(0);
        }
        return type;
    }

    private boolean mentionsLocal(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return mentionsLocal(array.getComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard.getExtendsBound() != null && mentionsLocal(wildcard.getExtendsBound());
        }
        return isLocal(type)
                || type instanceof DeclaredType declared
                        && declared.getTypeArguments().stream().anyMatch(this::mentionsLocal);
    }

    private static boolean mentionsError(TypeMirror type) {
        return type.getKind() == TypeKind.ERROR
                || type instanceof DeclaredType declared
                        && declared.getTypeArguments().stream().anyMatch(Comparison::mentionsError);
    }

    private void mismatch(Node where, String ours, String theirs) {
        Position at = where.getBegin().orElseThrow();
        String excerpt = javac.text.substring(start(where), end(where)).replaceAll("\\s+", " ");
        mismatches.add(at.line + ":" + at.column + " `"
                + (excerpt.length() > 60 ? excerpt.substring(0, 60) + "…" : excerpt) + "`: " + ours + " but javac: "
                + theirs);
    }

    private int start(Node node) {
        Position at = node.getBegin().orElseThrow();
        return lineStarts[at.line - 1] + at.column - 1;
    }

    private int end(Node node) {
        Position at = node.getEnd().orElseThrow();
        return lineStarts[at.line - 1] + at.column;
    }

    private static int[] lineStarts(String text) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                starts.add(i + 1);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }
}
