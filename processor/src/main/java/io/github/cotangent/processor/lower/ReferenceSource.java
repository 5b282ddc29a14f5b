package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;

/** A method reference. One to a method of an object that is at hand captures the object. */
final class ReferenceSource implements FunctionSource {
    private static final String RECEIVER = "receiver";

    private final Lowerers all;
    private final MethodReferenceExpr reference;
    private final Contract contract;

    ReferenceSource(Lowerers all, MethodReferenceExpr reference, Contract contract) {
        this.all = all;
        this.reference = reference;
        this.contract = contract;
    }

    @Override
    public Contract contract() {
        return contract;
    }

    @Override
    public Optional<FunctionClass> lower(String name, Consumer<Problem> problems) {
        Type bound = isBound() ? boundType() : null;
        Body body = all.body.within(problems);
        if (isBound() && !(bound instanceof ObjectType) && !(bound instanceof ArrayType)) {
            return unknown(body);
        }
        Lowerers within = all.within(body);
        FunctionMethod method = new FunctionMethod(reference, name, body, Set.of());
        List<Expr> values = new ArrayList<>();
        if (bound != null) {
            values.add(new Expr.Use(method.capture(RECEIVER, bound)));
        }
        for (int i = 0; i < contract.parameters().size(); i++) {
            Variable parameter = Variable.parameter("a" + i, contract.parameter(i));
            method.parameter(parameter, reference);
            values.add(new Expr.Use(parameter));
        }
        boolean[] lowered = new boolean[1];
        Optional<FunctionClass> made = method.make(contract, () -> lowered[0] = body(within, values));
        return lowered[0] ? made : unknown(body);
    }

    private Optional<FunctionClass> unknown(Body body) {
        body.problem(
                Code.COT012,
                reference,
                "a derivative would have to flow through a reference to a method that has neither source nor a rule",
                "Refer to a method of this compilation, or detach its arguments if its result counts as constant");
        return Optional.empty();
    }

    /** Whether objects of an inner class are made, each of which belongs to the object at hand. */
    private boolean isInner() {
        return all.symbolOf(reference) instanceof Symbol.Constructor constructor && Objects.isInner(constructor);
    }

    /** Whether an object stands before the colons, or is meant there. */
    private boolean isBound() {
        if (isInner()) {
            return true;
        }
        Symbol scope = all.symbolOf(reference.getScope());
        boolean named = scope instanceof Symbol.TypeName || scope instanceof Symbol.LocalTypeName;
        boolean array = reference.getScope().isTypeExpr() && !(scope instanceof Symbol.LocalVariable);
        return !named && !array;
    }

    private Type boundType() {
        if (isInner()) {
            return all.objects.objectAround(reference) == null
                    ? null
                    : all.objects.objectAround(reference).type();
        }
        return all.receivers.isSelf(reference.getScope())
                ? all.receivers.objectOf(reference.getScope()).type()
                : all.body.typeOf(reference.getScope()).orElse(null);
    }

    /** Lowers the call of what is referred to; false if that has no form. */
    private boolean body(Lowerers within, List<Expr> values) {
        Expr value = value(within, values).orElse(null);
        if (value == null) {
            return false;
        }
        Type result = contract.resultType();
        if (result == Primitive.VOID) {
            within.body.emit(new Stmt.Perform(value, within.body.origin(reference)));
        } else {
            Expr.Atom returned = within.body.atom(
                    within.conversions.to(within.body.atom(value, "t", reference), result, true, reference),
                    "result",
                    reference);
            within.body.emit(new Stmt.Return(returned, within.body.origin(reference)));
        }
        return true;
    }

    private Optional<Expr> value(Lowerers within, List<Expr> values) {
        Type type = all.body.typeOf(reference.getScope()).orElse(null);
        if (type instanceof ArrayType array && reference.getIdentifier().equals("new")) {
            return Optional.of(new Expr.NewArray(array, values));
        }
        if (type instanceof ArrayType && reference.getIdentifier().equals("clone") && values.size() == 1) {
            return Optional.of(new Expr.ArrayCall(ArrayFunction.CLONE, values, type));
        }
        Symbol symbol = all.symbolOf(reference);
        if (symbol instanceof Symbol.Constructor constructor && !constructor.variableArity()) {
            int around = isInner() ? 1 : 0;
            List<Expr> given = new ArrayList<>(values.subList(0, around));
            given.addAll(arguments(within, values.subList(around, values.size()), constructor.parameterTypes()));
            return all.objects.isMade(constructor)
                    ? Optional.of(within.objects.create(constructor, given, type, reference))
                    : Optional.empty();
        }
        Optional<InnerClass.Method> inner = all.innerObjects.methodOf(reference);
        if (inner.isPresent()) {
            List<Expr> operands = new ArrayList<>(List.of(values.get(0)));
            operands.addAll(converted(
                    within,
                    values.subList(1, values.size()),
                    inner.get().parameters().stream()
                            .map(InnerClass.Written::type)
                            .toList()));
            return Optional.of(within.innerObjects.call(inner.get(), operands));
        }
        if (!(symbol instanceof Symbol.Method method) || method.variableArity()) {
            return Optional.empty();
        }
        if (within.boxCalls.isCall(method)) {
            return Optional.of(within.boxCalls.call(method, values, reference));
        }
        ExecutableElement element = method.element();
        Type result = within.body.types().of(element.getReturnType());
        if (element.getModifiers().contains(Modifier.STATIC)) {
            return within.calls.invoke(method, arguments(within, values, method.parameterTypes()), result);
        }
        List<Expr> operands = new ArrayList<>(List.of(values.get(0)));
        operands.addAll(arguments(within, values.subList(1, values.size()), method.parameterTypes()));
        boolean above = all.receivers.isSuper(reference.getScope());
        return within.objects.invoke(method, operands, above, reference);
    }

    private List<Expr> arguments(Lowerers within, List<Expr> values, List<TypeMirror> types) {
        return converted(
                within, values, types.stream().map(within.body.types()::of).toList());
    }

    private List<Expr> converted(Lowerers within, List<Expr> values, List<Type> types) {
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < values.size() && i < types.size(); i++) {
            arguments.add(within.body.atom(
                    within.conversions.to(values.get(i), types.get(i), true, reference), "t", reference));
        }
        return arguments;
    }

    @Override
    public List<Expr> captured(FunctionClass type) {
        if (type.fields().isEmpty()) {
            return List.of();
        }
        if (isInner()) {
            return List.of(all.objects.objectAround(reference));
        }
        Expression scope = Expressions.strip(reference.getScope());
        if (all.receivers.isSelf(scope)) {
            return List.of(all.receivers.objectOf(scope));
        }
        Expr.Atom receiver = all.symbolOf(scope) instanceof Symbol.LocalVariable local
                ? new Expr.Use(all.variables.of(local.local()))
                : all.expressions.atom(scope);
        if (!(scope instanceof ObjectCreationExpr)) {
            all.functionObjects.requirePresent(receiver, reference);
        }
        return List.of(receiver);
    }
}
