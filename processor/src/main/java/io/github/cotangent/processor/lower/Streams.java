package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.stmt.AssertStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.lower.Pipeline.Chain;
import io.github.cotangent.processor.lower.Pipeline.Operation;
import io.github.cotangent.processor.lower.Pipeline.Origin;
import io.github.cotangent.processor.lower.Pipeline.Source;
import io.github.cotangent.processor.lower.Pipeline.Stage;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * Recognises streams of the JDK that can be written as a loop: source, operations and result in one expression, and all of it
 * known. Those on which nothing could carry a derivative stay the text they are, as do all others.
 */
final class Streams {
    private static final String PACKAGE = "java.util.stream.";

    private static final Map<String, Operation> OPERATIONS = Map.ofEntries(
            Map.entry("map", Operation.MAP),
            Map.entry("mapToDouble", Operation.MAP),
            Map.entry("mapToInt", Operation.MAP),
            Map.entry("mapToLong", Operation.MAP),
            Map.entry("mapToObj", Operation.MAP),
            Map.entry("asDoubleStream", Operation.CONVERT),
            Map.entry("asLongStream", Operation.CONVERT),
            Map.entry("boxed", Operation.CONVERT),
            Map.entry("filter", Operation.FILTER),
            Map.entry("peek", Operation.PEEK),
            Map.entry("limit", Operation.LIMIT),
            Map.entry("skip", Operation.SKIP),
            Map.entry("takeWhile", Operation.TAKE_WHILE),
            Map.entry("dropWhile", Operation.DROP_WHILE),
            Map.entry("flatMap", Operation.FLAT_MAP),
            Map.entry("flatMapToDouble", Operation.FLAT_MAP),
            Map.entry("flatMapToInt", Operation.FLAT_MAP),
            Map.entry("flatMapToLong", Operation.FLAT_MAP),
            Map.entry("sequential", Operation.NOTHING),
            Map.entry("unordered", Operation.NOTHING));

    private static final Set<String> RESULTS = Set.of(
            "sum",
            "average",
            "max",
            "min",
            "reduce",
            "count",
            "toArray",
            "forEach",
            "forEachOrdered",
            "anyMatch",
            "allMatch",
            "noneMatch",
            "findFirst",
            "toList",
            "collect");

    private static final Set<String> UNWRAPPING =
            Set.of("orElse", "orElseGet", "orElseThrow", "get", "getAsDouble", "getAsInt", "getAsLong");

    private final Lowerers all;
    private final Body body;
    private final Map<MethodCallExpr, Optional<Pipeline>> known = new IdentityHashMap<>();

    Streams(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** The stream whose result a call gives, if it can be a loop and could carry a derivative. */
    Optional<Pipeline> of(MethodCallExpr e) {
        Optional<Pipeline> found = known.get(e);
        if (found == null) {
            found = read(e).filter(pipeline -> carries(e));
            known.put(e, found);
        }
        return found;
    }

    /** Whether a lambda is written in place, as part of a stream that becomes a loop. */
    boolean isInPlace(LambdaExpr lambda) {
        Node parent = lambda.getParentNode().orElse(null);
        for (; parent != null; parent = parent.getParentNode().orElse(null)) {
            if (parent instanceof MethodCallExpr call && isPartOf(lambda, call)) {
                return isStructured(call);
            }
            boolean value =
                    parent instanceof ExpressionStmt && parent.getParentNode().orElse(null) instanceof LambdaExpr;
            if (!(parent instanceof Expression) && !value) {
                return false;
            }
        }
        return false;
    }

    private boolean isPartOf(LambdaExpr lambda, MethodCallExpr call) {
        return of(call).isPresent() && functionsOf(of(call).get()).contains(lambda);
    }

    /** Whether nothing around a call makes it text. */
    private boolean isStructured(Node call) {
        for (Node node = call; node != null; node = node.getParentNode().orElse(null)) {
            boolean text = node instanceof LambdaExpr lambda && !isInPlace(lambda)
                    || node instanceof TryStmt
                    || node instanceof SynchronizedStmt
                    || node instanceof AssertStmt;
            if (text) {
                return false;
            }
            if (node instanceof BodyDeclaration<?>) {
                return true;
            }
        }
        return true;
    }

    private static Set<Node> functionsOf(Pipeline pipeline) {
        Set<Node> found = Collections.newSetFromMap(new IdentityHashMap<>());
        if (!comparesElements(pipeline.terminal())) {
            pipeline.terminal().getArguments().forEach(argument -> found.add(Expressions.strip(argument)));
        }
        pipeline.unwrapping()
                .ifPresent(call -> call.getArguments().forEach(argument -> found.add(Expressions.strip(argument))));
        functionsOf(pipeline.chain(), found);
        return found;
    }

    /** Whether the result of a stream is found by a comparator, which stays text. */
    static boolean comparesElements(MethodCallExpr terminal) {
        boolean extreme = Set.of("max", "min").contains(terminal.getNameAsString());
        return extreme && terminal.getArguments().size() == 1;
    }

    private static void functionsOf(Chain chain, Set<Node> found) {
        if (chain.source().sorted() != null) {
            functionsOf(chain.source().sorted(), found);
        } else {
            chain.source().arguments().forEach(argument -> found.add(Expressions.strip(argument)));
        }
        for (Stage stage : chain.stages()) {
            stage.call().getArguments().forEach(argument -> found.add(Expressions.strip(argument)));
            if (stage.inner() != null) {
                functionsOf(stage.inner(), found);
            }
        }
    }

    /** Whether anything in the expression could carry a derivative, by its type. */
    private boolean carries(Node node) {
        if (node instanceof Expression e
                && body.typeOf(e).filter(Type::isDifferentiable).isPresent()) {
            return true;
        }
        return node.getChildNodes().stream().anyMatch(this::carries);
    }

    // ---- results

    private Optional<Pipeline> read(MethodCallExpr e) {
        if (UNWRAPPING.contains(e.getNameAsString())) {
            return callOf(e.getScope())
                    .filter(call -> isOptional(call) && isUnwrapping(e))
                    .flatMap(call -> result(call, Optional.of(e)));
        }
        return isOptional(e) ? Optional.empty() : result(e, Optional.empty());
    }

    private static Optional<MethodCallExpr> callOf(Optional<Expression> scope) {
        return scope.map(Expressions::strip)
                .filter(MethodCallExpr.class::isInstance)
                .map(MethodCallExpr.class::cast);
    }

    private boolean isUnwrapping(MethodCallExpr e) {
        return e.getArguments().isEmpty()
                || e.getNameAsString().equals("orElse")
                || e.getArgument(0) instanceof LambdaExpr lambda
                        && (e.getNameAsString().equals("orElseGet")
                                ? all.functions.isKnown(lambda)
                                : lambda.getExpressionBody().isPresent());
    }

    private boolean isOptional(MethodCallExpr e) {
        return all.symbolOf(e) instanceof Symbol.Method method
                && method.element().getReturnType().toString().startsWith("java.util.Optional");
    }

    private Optional<Pipeline> result(MethodCallExpr e, Optional<MethodCallExpr> unwrapping) {
        String name = e.getNameAsString();
        if (isForEach(e)) {
            Type element = ((ContainerType) body.typeOf(e.getScope().get()).get()).element();
            return Optional.of(
                    new Pipeline(new Chain(new Source(Origin.COLLECTION, e, element), List.of()), e, unwrapping));
        }
        if (!isOfStream(e) || !RESULTS.contains(name)) {
            return Optional.empty();
        }
        Optional<Chain> chain = callOf(e.getScope()).flatMap(this::chain);
        return chain.filter(found -> isKnownResult(e, name, found)).map(found -> new Pipeline(found, e, unwrapping));
    }

    private boolean isKnownResult(MethodCallExpr e, String name, Chain chain) {
        int arguments = e.getArguments().size();
        boolean primitive = chain.element() instanceof Primitive;
        if (isEndless(chain) && !stops(name)) {
            return false;
        }
        return switch (name) {
            case "sum", "average" -> primitive;
            case "findFirst" -> primitive || chain.element().isFollowed();
            case "max", "min" -> arguments == 0 ? primitive : chain.element().isFollowed();
            case "reduce" ->
                (arguments == 2
                                || arguments == 1
                                        && (primitive || chain.element().isFollowed()))
                        && all.functions.isKnown(e.getArgument(arguments - 1));
            // Where the number is known beforehand, the JDK may count without looking at the elements.
            case "count" -> chain.has(Operation.FILTER) || chain.has(Operation.FLAT_MAP);
            case "toList" -> isList(e, chain);
            case "collect" -> arguments == 1 && isToList(e.getArgument(0)) && isList(e, chain);
            case "toArray" -> primitive || arguments == 1 && isArrayConstructor(e, chain);
            default -> all.functions.isKnown(e.getArgument(0));
        };
    }

    /** Whether a call goes through a container as a stream of its elements would. */
    private boolean isForEach(MethodCallExpr e) {
        return e.getNameAsString().equals("forEach")
                && e.getArguments().size() == 1
                && all.symbolOf(e) instanceof Symbol.Method method
                && KnownMethods.isJdk(method.element())
                && e.getScope()
                        .flatMap(body::typeOf)
                        .filter(type -> type instanceof ContainerType container
                                && container.kind() == ContainerType.Kind.SEQUENCE)
                        .isPresent()
                && all.functions.isKnown(e.getArgument(0));
    }

    private boolean isList(MethodCallExpr e, Chain chain) {
        return chain.element().isFollowed()
                && body.typeOf(e).filter(ContainerType.class::isInstance).isPresent();
    }

    private boolean isToList(Expression collector) {
        return all.symbolOf(Expressions.strip(collector)) instanceof Symbol.Method method
                && Calls.ownerOf(method.element()).equals(PACKAGE + "Collectors")
                && method.element().getSimpleName().toString().matches("toList|toUnmodifiableList");
    }

    private static boolean isEndless(Chain chain) {
        return isEndless(chain.source()) && !chain.has(Operation.LIMIT) && !chain.has(Operation.TAKE_WHILE);
    }

    private static boolean isEndless(Source source) {
        return source.origin() == Origin.GENERATE
                || source.origin() == Origin.ITERATE && source.arguments().size() == 2;
    }

    private static boolean stops(String result) {
        return result.endsWith("Match") || result.equals("findFirst");
    }

    private boolean isArrayConstructor(MethodCallExpr e, Chain chain) {
        return e.getArgument(0) instanceof MethodReferenceExpr reference
                && reference.getIdentifier().equals("new")
                && body.typeOf(e)
                        .filter(type -> type instanceof ArrayType array
                                && array.element().isFollowed()
                                && array.element().equals(chain.element())
                                && (chain.isSized() || array.element() instanceof ArrayType))
                        .isPresent();
    }

    // ---- chains

    /** The chain that a call ends; empty if any of it is not known. */
    private Optional<Chain> chain(MethodCallExpr e) {
        Type element = elementOf(body.mirrorOf(e));
        if (element == null) {
            return Optional.empty();
        }
        Optional<Source> source = source(e, element);
        if (source.isPresent()) {
            return source.map(found -> new Chain(found, List.of()));
        }
        if (isOfStream(e) && e.getNameAsString().equals("sorted")) {
            return sorted(e, element).map(found -> new Chain(found, List.of()));
        }
        Operation operation = isOfStream(e) ? OPERATIONS.get(e.getNameAsString()) : null;
        Optional<Chain> before =
                operation == null ? Optional.empty() : callOf(e.getScope()).flatMap(this::chain);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Chain inner = null;
        if (operation == Operation.FLAT_MAP) {
            inner = inner(Expressions.strip(e.getArgument(0)), before.get().element(), element);
            if (inner == null) {
                return Optional.empty();
            }
        } else if (takesFunction(operation) && !all.functions.isKnown(e.getArgument(0))) {
            return Optional.empty();
        }
        List<Stage> stages = new ArrayList<>(before.get().stages());
        stages.add(new Stage(operation, e, element, inner));
        return Optional.of(new Chain(before.get().source(), stages));
    }

    private Optional<Source> sorted(MethodCallExpr e, Type element) {
        return Optional.of(element)
                .filter(type -> type.isFollowed() || type == Primitive.DOUBLE)
                .flatMap(type -> callOf(e.getScope()))
                .flatMap(this::chain)
                .filter(before -> !isEndless(before) && before.element().equals(element))
                .map(before -> new Source(Origin.SORTED, e, element, before));
    }

    static boolean takesFunction(Operation operation) {
        return switch (operation) {
            case MAP, FILTER, PEEK, TAKE_WHILE, DROP_WHILE, FLAT_MAP -> true;
            default -> false;
        };
    }

    /** What the function of a flat map makes of an element; null if that is not known. */
    private Chain inner(Expression function, Type from, Type to) {
        if (function instanceof LambdaExpr lambda) {
            return lambda.getExpressionBody()
                    .flatMap(value -> callOf(Optional.of(value)))
                    .flatMap(this::chain)
                    .filter(chain -> !isEndless(chain.source()) || chain.has(Operation.LIMIT))
                    .orElse(null);
        }
        boolean rows = function instanceof MethodReferenceExpr reference
                && all.symbolOf(reference) instanceof Symbol.Method symbol
                && isArraysStream(symbol.element())
                && from instanceof ArrayType array
                && array.element().equals(to);
        return rows ? new Chain(new Source(Origin.ARRAY, function, to), List.of()) : null;
    }

    private static boolean isArraysStream(ExecutableElement method) {
        return Calls.ownerOf(method).equals("java.util.Arrays")
                && method.getSimpleName().contentEquals("stream");
    }

    private Optional<Source> source(MethodCallExpr e, Type element) {
        if (!(all.symbolOf(e) instanceof Symbol.Method symbol)) {
            return Optional.empty();
        }
        ExecutableElement method = symbol.element();
        String owner = Calls.ownerOf(method);
        String name = e.getNameAsString();
        Origin origin = null;
        if (isArraysStream(method)) {
            origin = e.getArguments().size() == 3 ? Origin.PART_OF_ARRAY : Origin.ARRAY;
        } else if (owner.startsWith(PACKAGE) && name.equals("of")) {
            origin = originOf(e, symbol, element);
        } else if (owner.equals(PACKAGE + "IntStream") && name.equals("range")) {
            origin = Origin.RANGE;
        } else if (owner.equals(PACKAGE + "IntStream") && name.equals("rangeClosed")) {
            origin = Origin.CLOSED_RANGE;
        } else if (owner.startsWith(PACKAGE) && name.equals("iterate")) {
            origin = areKnown(e.getArguments().subList(1, e.getArguments().size())) ? Origin.ITERATE : null;
        } else if (owner.startsWith(PACKAGE) && name.equals("generate")) {
            origin = areKnown(e.getArguments()) ? Origin.GENERATE : null;
        } else if (name.equals("stream") && e.getArguments().isEmpty() && isCollection(method)) {
            origin = e.getScope().isPresent() ? Origin.COLLECTION : null;
        }
        return origin == null ? Optional.empty() : Optional.of(new Source(origin, e, element));
    }

    /** Whether the elements are those of an array, or are listed; null if they are of a kind that is not followed. */
    private Origin originOf(MethodCallExpr e, Symbol.Method symbol, Type element) {
        boolean array = symbol.element().isVarArgs()
                && !symbol.variableArity()
                && body.typeOf(e.getArgument(0))
                        .filter(new ArrayType(element)::equals)
                        .isPresent();
        if (array) {
            return Origin.ARRAY;
        }
        return element instanceof Primitive || element.isFollowed() ? Origin.ELEMENTS : null;
    }

    private boolean areKnown(List<Expression> functions) {
        return functions.stream().allMatch(all.functions::isKnown);
    }

    private boolean isCollection(ExecutableElement method) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        return owner.getQualifiedName().contentEquals("java.util.Collection");
    }

    private boolean isOfStream(MethodCallExpr e) {
        return all.symbolOf(e) instanceof Symbol.Method method
                && Calls.ownerOf(method.element()).startsWith(PACKAGE)
                && e.getScope().isPresent();
    }

    /** The type of the elements of a stream; null if it is not known. */
    private Type elementOf(Optional<TypeMirror> stream) {
        if (stream.isEmpty()
                || !(stream.get() instanceof DeclaredType declared)
                || !(declared.asElement() instanceof TypeElement type)) {
            return null;
        }
        return switch (type.getQualifiedName().toString()) {
            case PACKAGE + "DoubleStream" -> Primitive.DOUBLE;
            case PACKAGE + "IntStream" -> Primitive.INT;
            case PACKAGE + "LongStream" -> Primitive.LONG;
            case PACKAGE + "Stream" ->
                declared.getTypeArguments().isEmpty()
                        ? null
                        : body.types()
                                .of(TypeTranslation.upperBound(
                                        declared.getTypeArguments().get(0)));
            default -> null;
        };
    }
}
