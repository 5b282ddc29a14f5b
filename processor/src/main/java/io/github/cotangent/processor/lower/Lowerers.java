package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The classes that lower one method together, each for its part of the language. */
final class Lowerers {
    final Body body;
    final Access access;
    final Implementing implementing;
    final StaticReach reach;
    final Guards guards;
    final Variables variables;
    final Conversions conversions;
    final Expressions expressions;
    final Arithmetic arithmetic;
    final Choices choices;
    final Vanishing vanishing;
    final Assignments assignments;
    final Calls calls;
    final RuledCalls ruledCalls;
    final DigitCuts digitCuts;
    final Streams streams;
    final StreamPreparation streamPreparation;
    final StreamLoops streamLoops;
    final StreamResults streamResults;
    final Functions functions;
    final Objects objects;
    final Receivers receivers;
    final FunctionObjects functionObjects;
    final InnerObjects innerObjects;
    final ContainerCalls containerCalls;
    final MapUpdates mapUpdates;
    final ElementArrays elementArrays;
    final BoxCalls boxCalls;
    final ArrayExpressions arrays;
    final OpaqueExpressions opaque;
    final OpaqueStatements opaqueStatements;
    final Jumps jumps;
    final Statements statements;
    final Attempts attempts;
    final Loops loops;
    final CheckpointRequests checkpoints;
    final Switches switches;

    private final Elements elements;
    private final Types types;
    private final Classes classes;
    private final Predicate<ExecutableElement> hasDerivative;

    Lowerers(
            Body body,
            Access access,
            Elements elements,
            Types types,
            Classes classes,
            StaticReach reach,
            Guards guards,
            Predicate<ExecutableElement> hasDerivative) {
        this.body = body;
        this.reach = reach;
        this.guards = guards;
        this.access = access;
        this.implementing = new Implementing(access, elements);
        this.elements = elements;
        this.types = types;
        this.classes = classes;
        this.hasDerivative = hasDerivative;
        variables = new Variables(body, elements, access, classes);
        conversions = new Conversions(body, classes.standIns());
        expressions = new Expressions(this);
        arithmetic = new Arithmetic(this);
        choices = new Choices(this);
        vanishing = new Vanishing(this);
        assignments = new Assignments(this);
        calls = new Calls(this, hasDerivative);
        ruledCalls = new RuledCalls(this, classes.rules());
        digitCuts = new DigitCuts(this);
        streams = new Streams(this);
        streamPreparation = new StreamPreparation(this);
        streamLoops = new StreamLoops(this);
        streamResults = new StreamResults(this);
        functions = new Functions(this);
        objects = new Objects(this, classes);
        receivers = new Receivers(this);
        functionObjects = new FunctionObjects(this, classes, elements, types);
        innerObjects = new InnerObjects(this, classes, elements, types);
        containerCalls = new ContainerCalls(this);
        mapUpdates = new MapUpdates(this);
        elementArrays = new ElementArrays(this);
        boxCalls = new BoxCalls(this);
        arrays = new ArrayExpressions(this);
        opaque = new OpaqueExpressions(this);
        opaqueStatements = new OpaqueStatements(this);
        jumps = new Jumps();
        statements = new Statements(this);
        attempts = new Attempts(this);
        loops = new Loops(this);
        checkpoints = new CheckpointRequests(body);
        switches = new Switches(this);
    }

    /** Those for a function that becomes a method of its own, written inside the method or elsewhere. */
    Lowerers within(Body function) {
        return new Lowerers(function, access, elements, types, classes, reach, guards, hasDerivative);
    }

    /** Whether a class is another one or extends it. */
    boolean isSubclass(TypeElement type, TypeElement above) {
        return types.isSubtype(types.erasure(type.asType()), types.erasure(above.asType()));
    }

    /** The class of a type that is followed. */
    TypeElement typeElement(ObjectType type) {
        return elements.getTypeElement(type.name());
    }

    /** The method of a class, its own or inherited, with a name and without parameters. */
    Optional<ExecutableElement> method(TypeElement type, String name) {
        return ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
                .filter(method -> method.getSimpleName().contentEquals(name)
                        && method.getParameters().isEmpty())
                .findFirst();
    }

    /** Whether what is read from a field counts as constant. */
    boolean isConstant(VariableElement field) {
        return classes.rules().isConstant(field);
    }

    String binaryName(TypeElement type) {
        return elements.getBinaryName(type).toString();
    }

    /** What a name, call or type of the source means. */
    Symbol symbolOf(com.github.javaparser.ast.Node node) {
        return body.attribution().symbolOf(node);
    }
}
