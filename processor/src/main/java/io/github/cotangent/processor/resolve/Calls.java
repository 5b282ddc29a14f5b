package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Attributes calls: which overload, and the type of the result. */
final class Calls {
    private final Parts all;
    private final Set<Expression> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Expression> generic = Collections.newSetFromMap(new IdentityHashMap<>());

    Calls(Parts all) {
        this.all = all;
    }

    /** Whether an attributed call or creation would have a more exact type if it had a target. */
    boolean isOpen(Expression e) {
        return open.contains(e);
    }

    /** Whether the type of an attributed call was inferred. */
    boolean isGeneric(Expression e) {
        return generic.contains(e);
    }

    TypeMirror of(MethodCallExpr call, TypeMirror target) {
        String name = call.getNameAsString();
        TypeMirror receiver = null;
        List<Candidate> candidates;
        if (call.getScope().isPresent()) {
            receiver = all.expressions.of(call.getScope().get(), null);
            candidates = all.memberMethods.of(receiver, name);
        } else {
            candidates = all.memberMethods.inScope(name);
        }
        Overloads.Arguments arguments = arguments(call.getArguments(), candidates.size() > 1);
        if (call.getArguments().isEmpty() && TypeOps.isArray(receiver) && name.equals("clone")) {
            return receiver;
        }
        TypeMirror result = choose(call, candidates, arguments, call.getTypeArguments(), target);
        boolean isGetClass = name.equals("getClass") && call.getArguments().isEmpty() && result != null;
        return isGetClass ? classOf(receiver == null ? all.enclosing.asType() : receiver) : result;
    }

    private TypeMirror classOf(TypeMirror receiver) {
        TypeMirror bound = all.ops.erasure(all.ops.upper(receiver));
        TypeMirror argument = all.ops.wildcard(bound, null);
        return all.ops.declared(all.ops.element("java.lang.Class"), List.of(argument));
    }

    /**
     * Attributes the arguments that have a type on their own.
     *
     * @param overloaded whether more than one candidate takes them
     */
    Overloads.Arguments arguments(List<Expression> arguments, boolean overloaded) {
        List<TypeMirror> types = new ArrayList<>();
        for (Expression argument : arguments) {
            if (Expressions.isFunction(argument)) {
                if (overloaded) {
                    all.lambdas.prepare(argument);
                }
                types.add(null);
            } else {
                types.add(all.expressions.of(argument, null));
            }
        }
        return new Overloads.Arguments(arguments, types);
    }

    /** Chooses among candidates, records the choice, and returns the type of the call; null if unknown. */
    TypeMirror choose(
            Expression call,
            List<Candidate> candidates,
            Overloads.Arguments arguments,
            Optional<NodeList<Type>> explicit,
            TypeMirror target) {
        List<TypeMirror> typeArguments = new ArrayList<>();
        explicit.ifPresent(nodes -> nodes.forEach(node -> typeArguments.add(all.typeNodes.of(node))));
        Overloads.Choice choice = all.overloads.choose(candidates, arguments);
        if (choice == null) {
            arguments.nodes().stream().filter(Expressions::isFunction).forEach(e -> all.expressions.of(e, null));
            return all.overloads.commonResult(candidates, arguments.types().size());
        }
        return complete(call, choice, arguments, typeArguments, target);
    }

    private TypeMirror complete(
            Expression call,
            Overloads.Choice choice,
            Overloads.Arguments arguments,
            List<TypeMirror> explicit,
            TypeMirror target) {
        Candidate candidate = choice.candidate();
        Inference inference = new Inference(all.ops, all.merging, candidate.typeParameters());
        for (int i = 0; i < explicit.size(); i++) {
            inference.explicit(i, explicit.get(i));
        }
        arguments(choice, arguments, inference, false);
        boolean unsettled = inference.isOpen(candidate.result());
        inference.result(candidate.result(), target);
        arguments(choice, arguments, inference, true);
        functions(choice, arguments, inference);
        if (inference.isGeneric(candidate.result())) {
            generic.add(call);
        }
        if (unsettled && target == null) {
            open.add(call);
        } else {
            open.remove(call);
        }
        record(call, choice, inference);
        TypeMirror result = inference.instantiate(candidate.result());
        return all.ops.withoutWildcard(result);
    }

    /** Learns from the arguments with a type, or from those that need a target to have an exact one. */
    private void arguments(
            Overloads.Choice choice, Overloads.Arguments arguments, Inference inference, boolean targeted) {
        for (int i = 0; i < arguments.nodes().size(); i++) {
            Expression argument = arguments.nodes().get(i);
            if (arguments.isFunction(i) || isOpen(Expressions.strip(argument)) != targeted) {
                continue;
            }
            TypeMirror formal = choice.candidate().parameter(i, choice.variableArity());
            if (targeted) {
                all.expressions.retarget(argument, inference.partial(formal));
            }
            inference.argument(formal, all.attribution.known(argument));
            if (!targeted && !inference.isGeneric(formal)) {
                all.expressions.retarget(argument, formal);
            }
        }
    }

    private void functions(Overloads.Choice choice, Overloads.Arguments arguments, Inference inference) {
        for (int i = 0; i < arguments.nodes().size(); i++) {
            if (arguments.isFunction(i)) {
                TypeMirror formal = choice.candidate().parameter(i, choice.variableArity());
                boolean variable = formal != null && formal.getKind() == TypeKind.TYPEVAR;
                function(arguments.nodes().get(i), variable ? inference.instantiate(formal) : formal, inference);
            }
        }
    }

    private void function(Expression argument, TypeMirror formal, Inference inference) {
        Expression e = Expressions.strip(argument);
        if (e instanceof LambdaExpr lambda) {
            all.lambdas.of(lambda, formal, inference);
        } else {
            all.references.of((MethodReferenceExpr) e, formal, inference);
        }
        for (Node node = e; node != argument; ) {
            node = node.getParentNode().orElseThrow();
            all.attribution.type(node, all.attribution.known(e));
        }
    }

    /** Records the choice of a call, creation or method reference. */
    void record(Expression call, Overloads.Choice choice, Inference inference) {
        Candidate candidate = choice.candidate();
        if (candidate.element() == null) {
            all.attribution.symbol(call, new Symbol.LocalMember(candidate.declaration()));
            return;
        }
        List<TypeMirror> parameters = new ArrayList<>();
        for (int i = 0; i < candidate.parameters().size(); i++) {
            TypeMirror known = inference.instantiate(candidate.parameters().get(i));
            TypeMirror declared = candidate.element().getParameters().get(i).asType();
            boolean usable = known != null && !(known instanceof LocalType);
            parameters.add(usable ? known : all.ops.erasure(declared));
        }
        boolean constructor = candidate.element().getKind() == ElementKind.CONSTRUCTOR;
        all.attribution.symbol(
                call,
                constructor
                        ? new Symbol.Constructor(candidate.element(), choice.variableArity(), List.copyOf(parameters))
                        : new Symbol.Method(candidate.element(), choice.variableArity(), List.copyOf(parameters)));
    }
}
