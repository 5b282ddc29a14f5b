package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ClassExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.YieldStmt;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Attributes expressions: a type where one can be told, a symbol for every name, a value for every constant. */
final class Expressions {
    private final Elements elements;
    private final Types types;
    private final Members members;
    private final TypeNames names;
    private final Attribution attribution;
    private final Scope scope;
    private final Bodies bodies;
    private final Calls calls;

    Expressions(
            Elements elements,
            Types types,
            Members members,
            TypeNames names,
            Attribution attribution,
            Scope scope,
            Bodies bodies) {
        this.elements = elements;
        this.types = types;
        this.members = members;
        this.names = names;
        this.attribution = attribution;
        this.scope = scope;
        this.bodies = bodies;
        this.calls = new Calls(types, members, names, attribution, this);
    }

    /** Attributes an expression; {@code target} is the type it is used as, null if unknown or none. */
    TypeMirror of(Expression e, TypeMirror target) {
        return attribution.type(e, find(e, target));
    }

    private TypeMirror primitive(TypeKind kind) {
        return types.getPrimitiveType(kind);
    }

    TypeMirror string() {
        return elements.getTypeElement("java.lang.String").asType();
    }

    private TypeMirror find(Expression e, TypeMirror target) {
        if (e instanceof LiteralExpr literal) {
            return literal(literal);
        } else if (e instanceof NameExpr name) {
            return name(name);
        } else if (e instanceof FieldAccessExpr access) {
            return field(access);
        } else if (e instanceof BinaryExpr binary) {
            return binary(binary);
        } else if (e instanceof UnaryExpr unary) {
            return unary(unary);
        } else if (e instanceof EnclosedExpr enclosed) {
            TypeMirror type = of(enclosed.getInner(), target);
            attribution.constant(e, attribution.constant(enclosed.getInner()));
            return type;
        } else if (e instanceof AssignExpr assign) {
            TypeMirror type = of(assign.getTarget(), null);
            of(assign.getValue(), type);
            if (attribution.symbolOf(assign.getTarget()) instanceof Symbol.LocalVariable variable) {
                variable.local().assigned();
            }
            return type;
        } else if (e instanceof ConditionalExpr choice) {
            return conditional(choice, target);
        } else if (e instanceof CastExpr cast) {
            return cast(cast);
        } else if (e instanceof MethodCallExpr call) {
            return calls.of(call, target);
        } else if (e instanceof ArrayAccessExpr access) {
            TypeMirror array = of(access.getName(), null);
            of(access.getIndex(), null);
            return array instanceof ArrayType type ? type.getComponentType() : null;
        } else if (e instanceof ArrayCreationExpr creation) {
            return creation(creation);
        } else if (e instanceof ArrayInitializerExpr initializer) {
            TypeMirror component = target instanceof ArrayType array ? array.getComponentType() : null;
            initializer.getValues().forEach(value -> of(value, component));
            return target;
        } else if (e instanceof ObjectCreationExpr creation) {
            return calls.creation(creation, target, bodies);
        } else if (e instanceof VariableDeclarationExpr declaration) {
            bodies.variables(declaration);
            return null;
        } else if (e instanceof SwitchExpr choice) {
            return switchExpression(choice, target);
        } else if (e instanceof InstanceOfExpr test) {
            of(test.getExpression(), null);
            typeNames(test.getType());
            attribution.type(test.getType(), names.of(test.getType()));
            test.getPattern().ifPresent(pattern -> {
                if (pattern instanceof PatternExpr && pattern.isTypePatternExpr()) {
                    TypeMirror type = bodies.type(pattern.getType());
                    bodies.declare(pattern, pattern.asTypePatternExpr().getNameAsString(), type);
                }
            });
            return primitive(TypeKind.BOOLEAN);
        } else if (e instanceof LambdaExpr lambda) {
            return lambda(lambda, target);
        } else if (e instanceof MethodReferenceExpr reference) {
            of(reference.getScope(), null);
            return target;
        } else if (e instanceof ThisExpr self) {
            return self.getTypeName().isPresent()
                    ? type(names.simple(self.getTypeName().get().getIdentifier()))
                    : type(names.enclosing().get(0));
        } else if (e instanceof SuperExpr) {
            return names.enclosing().get(0).getSuperclass();
        } else if (e instanceof ClassExpr literal) {
            TypeMirror type = bodies.type(literal.getType());
            TypeElement element = elements.getTypeElement("java.lang.Class");
            return type == null || type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID
                    ? types.getDeclaredType(element)
                    : types.getDeclaredType(element, type);
        } else if (e instanceof TypeExpr named) {
            return bodies.type(named.getType());
        }
        for (Node child : e.getChildNodes()) {
            if (child instanceof Expression inner) {
                of(inner, null);
            }
        }
        return null;
    }

    private static TypeMirror type(TypeElement element) {
        return element == null ? null : element.asType();
    }

    /** Records what the class names inside a type node mean. */
    void typeNames(com.github.javaparser.ast.type.Type node) {
        node.walk(ClassOrInterfaceType.class, type -> {
            TypeElement element = names.element(type);
            if (element != null) {
                attribution.symbol(type, new Symbol.TypeName(element));
            } else if (scope.type(type.getNameAsString()) != null) {
                attribution.symbol(type, new Symbol.LocalTypeName(type.getNameAsString()));
            }
        });
    }

    private TypeMirror literal(LiteralExpr literal) {
        if (literal instanceof NullLiteralExpr) {
            return types.getNullType();
        }
        Object value = Constants.literal(literal);
        attribution.constant(literal, value);
        return value == null ? null : value instanceof String ? string() : primitive(Constants.kind(value));
    }

    // ---- names

    private TypeMirror name(NameExpr name) {
        String id = name.getNameAsString();
        Local local = scope.local(id);
        if (local != null) {
            attribution.symbol(name, new Symbol.LocalVariable(local));
            attribution.constant(name, attribution.constant(local.declaration()));
            return local.type().orElse(null);
        }
        VariableElement field = fieldInScope(id);
        if (field != null) {
            attribution.symbol(name, new Symbol.Field(field, true));
            attribution.constant(name, field.getConstantValue());
            return field.asType();
        }
        if (scope.type(id) != null) {
            attribution.symbol(name, new Symbol.LocalTypeName(id));
            return null;
        }
        TypeElement type = names.simple(id);
        if (type != null) {
            attribution.symbol(name, new Symbol.TypeName(type));
            return types.getDeclaredType(type);
        }
        attribution.symbol(name, new Symbol.PackageName(id));
        return null;
    }

    private VariableElement fieldInScope(String name) {
        for (TypeElement type : names.enclosing()) {
            VariableElement field = members.field(type, name);
            if (field != null) {
                return field;
            }
        }
        for (TypeElement owner : names.staticImports(name)) {
            VariableElement field = members.field(owner, name);
            if (field != null) {
                return field;
            }
        }
        return null;
    }

    private TypeMirror field(FieldAccessExpr access) {
        String id = access.getNameAsString();
        TypeMirror scopeType = of(access.getScope(), null);
        Symbol qualifier = attribution.symbolOf(access.getScope());
        if (qualifier instanceof Symbol.LocalTypeName local) {
            return localField(access, scope.type(local.name()), id);
        }
        if (scopeType instanceof ArrayType && id.equals("length")) {
            attribution.symbol(access, new Symbol.ArrayLength());
            return primitive(TypeKind.INT);
        }
        if (qualifier instanceof Symbol.PackageName prefix) {
            String qualified = prefix.name() + "." + id;
            TypeElement type = names.qualified(qualified);
            attribution.symbol(access, type != null ? new Symbol.TypeName(type) : new Symbol.PackageName(qualified));
            return type == null ? null : types.getDeclaredType(type);
        }
        TypeElement owner = Members.element(upper(scopeType));
        if (owner == null) {
            return null;
        }
        VariableElement field = members.field(owner, id);
        if (field != null) {
            attribution.symbol(access, new Symbol.Field(field, false));
            if (qualifier instanceof Symbol.TypeName) {
                attribution.constant(access, field.getConstantValue());
            }
            return memberType(scopeType, field);
        }
        TypeElement member = qualifier instanceof Symbol.TypeName ? members.memberType(owner, id) : null;
        if (member != null) {
            attribution.symbol(access, new Symbol.TypeName(member));
            return types.getDeclaredType(member);
        }
        return null;
    }

    private TypeMirror memberType(TypeMirror receiver, VariableElement field) {
        try {
            return types.asMemberOf((DeclaredType) upper(receiver), field);
        } catch (IllegalArgumentException notAMember) {
            return field.asType();
        }
    }

    private TypeMirror localField(FieldAccessExpr access, TypeDeclaration<?> declaration, String name) {
        if (declaration == null) {
            return null;
        }
        var field = declaration.getFieldByName(name);
        if (field.isEmpty()) {
            return null;
        }
        var variable = field.get().getVariables().stream()
                .filter(v -> v.getNameAsString().equals(name))
                .findFirst()
                .orElseThrow();
        attribution.constant(access, attribution.constant(variable));
        return names.of(variable.getType());
    }

    /** The bound of a type variable, the type itself otherwise. */
    TypeMirror upper(TypeMirror type) {
        if (type == null) {
            return null;
        }
        TypeMirror found = type;
        while (found instanceof javax.lang.model.type.TypeVariable variable) {
            found = variable.getUpperBound();
        }
        if (found instanceof javax.lang.model.type.WildcardType wildcard) {
            found = wildcard.getExtendsBound();
        }
        return found;
    }

    // ---- operators

    /** The primitive kind of a type, unboxed if need be; null if it has none. */
    private TypeKind unboxed(TypeMirror type) {
        if (type == null) {
            return null;
        }
        if (type.getKind().isPrimitive()) {
            return type.getKind();
        }
        try {
            return types.unboxedType(type).getKind();
        } catch (IllegalArgumentException noBox) {
            return null;
        }
    }

    private TypeMirror binary(BinaryExpr binary) {
        TypeMirror left = of(binary.getLeft(), null);
        TypeMirror right = of(binary.getRight(), null);
        BinaryExpr.Operator op = binary.getOperator();
        attribution.constant(
                binary,
                Constants.binary(op, attribution.constant(binary.getLeft()), attribution.constant(binary.getRight())));
        if (Numeric.isComparison(op)) {
            return primitive(TypeKind.BOOLEAN);
        }
        boolean text =
                op == BinaryExpr.Operator.PLUS && (isString(left) || isString(right) || left == null && right == null);
        if (text) {
            return left == null && right == null ? null : string();
        }
        TypeKind a = unboxed(left);
        TypeKind b = unboxed(right);
        if (a == null || b == null) {
            return op == BinaryExpr.Operator.PLUS && left != null && right != null ? string() : null;
        }
        if (a == TypeKind.BOOLEAN) {
            return primitive(TypeKind.BOOLEAN);
        }
        return primitive(Numeric.isShift(op) ? Numeric.unary(a) : Numeric.binary(a, b));
    }

    private static boolean isString(TypeMirror type) {
        return type != null && type.toString().equals("java.lang.String");
    }

    private TypeMirror unary(UnaryExpr unary) {
        TypeMirror operand = of(unary.getExpression(), null);
        switch (unary.getOperator()) {
            case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> {
                if (attribution.symbolOf(unary.getExpression()) instanceof Symbol.LocalVariable variable) {
                    variable.local().assigned();
                }
                return operand;
            }
            default -> {
                attribution.constant(
                        unary, Constants.unary(unary.getOperator(), attribution.constant(unary.getExpression())));
                TypeKind kind = unboxed(operand);
                return kind == null ? null : primitive(Numeric.unary(kind));
            }
        }
    }

    private TypeMirror cast(CastExpr cast) {
        TypeMirror type = bodies.type(cast.getType());
        of(cast.getExpression(), type);
        Object value = attribution.constant(cast.getExpression());
        if (type != null && value != null) {
            attribution.constant(
                    cast,
                    type.getKind().isPrimitive()
                            ? Constants.convert(value, type.getKind())
                            : isString(type) && value instanceof String ? value : null);
        }
        return type;
    }

    private TypeMirror conditional(ConditionalExpr choice, TypeMirror target) {
        of(choice.getCondition(), primitive(TypeKind.BOOLEAN));
        TypeMirror then = of(choice.getThenExpr(), target);
        TypeMirror otherwise = of(choice.getElseExpr(), target);
        TypeMirror type = common(
                then,
                otherwise,
                attribution.constant(choice.getThenExpr()),
                attribution.constant(choice.getElseExpr()),
                target);
        Object condition = attribution.constant(choice.getCondition());
        Object a = attribution.constant(choice.getThenExpr());
        Object b = attribution.constant(choice.getElseExpr());
        if (condition instanceof Boolean truth && a != null && b != null && type != null) {
            Object value = truth ? a : b;
            attribution.constant(
                    choice, type.getKind().isPrimitive() ? Constants.convert(value, type.getKind()) : value);
        }
        return type;
    }

    /** The type of a choice between two (JLS 15.25). */
    TypeMirror common(TypeMirror a, TypeMirror b, Object constantA, Object constantB, TypeMirror target) {
        TypeKind x = unboxed(a);
        TypeKind y = unboxed(b);
        if (x != null && y != null) {
            if (x == y) {
                return a.getKind().isPrimitive() || !b.getKind().isPrimitive() ? a : b;
            }
            if (!Numeric.isNumeric(x) || !Numeric.isNumeric(y)) {
                return target;
            }
            if (fits(x, y, constantB)) {
                return primitive(x);
            }
            if (fits(y, x, constantA)) {
                return primitive(y);
            }
            boolean small = x == TypeKind.BYTE && y == TypeKind.SHORT || x == TypeKind.SHORT && y == TypeKind.BYTE;
            return primitive(small ? TypeKind.SHORT : Numeric.binary(x, y));
        }
        if (a == null || b == null) {
            return target != null ? target : null;
        }
        if (target != null && !target.getKind().isPrimitive()) {
            return target;
        }
        if (a.getKind() == TypeKind.NULL) {
            return box(b);
        }
        if (b.getKind() == TypeKind.NULL) {
            return box(a);
        }
        if (a.getKind().isPrimitive() || b.getKind().isPrimitive()) {
            return target;
        }
        return types.isSubtype(a, b) ? b : types.isSubtype(b, a) ? a : target;
    }

    private TypeMirror box(TypeMirror type) {
        return type.getKind().isPrimitive()
                ? types.boxedClass(types.getPrimitiveType(type.getKind())).asType()
                : type;
    }

    /** Whether an int constant fits into a narrower integer type. */
    private static boolean fits(TypeKind narrow, TypeKind other, Object constant) {
        boolean small = narrow == TypeKind.BYTE || narrow == TypeKind.SHORT || narrow == TypeKind.CHAR;
        if (!small || other != TypeKind.INT || !(constant instanceof Integer value)) {
            return false;
        }
        return switch (narrow) {
            case BYTE -> value == value.byteValue();
            case SHORT -> value == value.shortValue();
            default -> value >= 0 && value <= Character.MAX_VALUE;
        };
    }

    // ---- the rest

    private TypeMirror creation(ArrayCreationExpr creation) {
        creation.getLevels().forEach(level -> level.getDimension().ifPresent(size -> of(size, null)));
        typeNames(creation.getElementType());
        TypeMirror type = names.of(creation.createdType());
        if (creation.getInitializer().isPresent()) {
            of(creation.getInitializer().get(), type);
        }
        return type;
    }

    private TypeMirror switchExpression(SwitchExpr choice, TypeMirror target) {
        TypeMirror selector = of(choice.getSelector(), null);
        bodies.yielding(choice.getEntries(), selector, target);
        List<Expression> values = new ArrayList<>();
        for (SwitchEntry entry : choice.getEntries()) {
            for (Statement each : entry.getStatements()) {
                if (entry.getType() == SwitchEntry.Type.EXPRESSION && each instanceof ExpressionStmt value) {
                    values.add(value.getExpression());
                } else {
                    yields(each, values);
                }
            }
        }
        TypeMirror type = null;
        for (int i = 0; i < values.size(); i++) {
            TypeMirror next = attribution.typeOf(values.get(i)).orElse(null);
            type = i == 0 ? next : common(type, next, null, attribution.constant(values.get(i)), target);
        }
        return type;
    }

    private static void yields(Node node, List<Expression> values) {
        if (node instanceof YieldStmt exit) {
            values.add(exit.getExpression());
        } else if (!(node instanceof SwitchExpr) && !(node instanceof LambdaExpr)) {
            node.getChildNodes().forEach(child -> yields(child, values));
        }
    }

    /** A case label: the simple name of an enum constant, or a constant. */
    void label(Expression label, TypeMirror selector) {
        TypeElement type = Members.element(selector);
        if (label instanceof NameExpr name && type != null && type.getKind() == ElementKind.ENUM) {
            VariableElement constant = members.field(type, name.getNameAsString());
            if (constant != null) {
                attribution.symbol(name, new Symbol.Field(constant, true));
                attribution.type(name, selector);
                return;
            }
        }
        of(label, selector);
    }

    private TypeMirror lambda(LambdaExpr lambda, TypeMirror target) {
        List<? extends TypeMirror> parameters = Bodies.functionParameters(types, members, target);
        scope.enter();
        for (int i = 0; i < lambda.getParameters().size(); i++) {
            var parameter = lambda.getParameter(i);
            boolean open =
                    parameter.getType().isUnknownType() || parameter.getType().isVarType();
            TypeMirror type = open
                    ? parameters != null && i < parameters.size() ? upper(parameters.get(i)) : null
                    : bodies.type(parameter.getType());
            bodies.declare(parameter, parameter.getNameAsString(), type);
        }
        if (lambda.getExpressionBody().isPresent()) {
            of(lambda.getExpressionBody().get(), null);
        } else {
            bodies.body(lambda.getBody(), null);
        }
        scope.leave();
        return target;
    }
}
