package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The classes that lower one method together, each for its part of the language. */
final class Lowerers {
    final Body body;
    final Access access;
    final StaticReach reach;
    final Variables variables;
    final Conversions conversions;
    final Expressions expressions;
    final Arithmetic arithmetic;
    final Choices choices;
    final Assignments assignments;
    final Calls calls;
    final Objects objects;
    final Receivers receivers;
    final FunctionObjects functions;
    final ArrayExpressions arrays;
    final OpaqueExpressions opaque;
    final OpaqueStatements opaqueStatements;
    final Jumps jumps;
    final Statements statements;
    final Loops loops;
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
            Predicate<ExecutableElement> hasDerivative) {
        this.body = body;
        this.reach = reach;
        this.access = access;
        this.elements = elements;
        this.types = types;
        this.classes = classes;
        this.hasDerivative = hasDerivative;
        variables = new Variables(body, elements, access);
        conversions = new Conversions(body);
        expressions = new Expressions(this);
        arithmetic = new Arithmetic(this);
        choices = new Choices(this);
        assignments = new Assignments(this);
        calls = new Calls(this, hasDerivative);
        objects = new Objects(this, classes);
        receivers = new Receivers(this);
        functions = new FunctionObjects(this, classes, elements, types);
        arrays = new ArrayExpressions(this);
        opaque = new OpaqueExpressions(this);
        opaqueStatements = new OpaqueStatements(this);
        jumps = new Jumps();
        statements = new Statements(this);
        loops = new Loops(this);
        switches = new Switches(this);
    }

    /** Those for a function written inside the method, which becomes a method of its own. */
    Lowerers within(Body function) {
        return of(function, access);
    }

    /** Those for code of another class. */
    Lowerers of(Body code, Access accessThere) {
        return new Lowerers(code, accessThere, elements, types, classes, reach, hasDerivative);
    }

    /** Whether a class is another one or extends it. */
    boolean isSubclass(TypeElement type, TypeElement above) {
        return types.isSubtype(types.erasure(type.asType()), types.erasure(above.asType()));
    }

    /** The class of a type that is followed. */
    TypeElement typeElement(ObjectType type) {
        return elements.getTypeElement(type.name());
    }

    String binaryName(TypeElement type) {
        return elements.getBinaryName(type).toString();
    }

    /** What a name, call or type of the source means. */
    Symbol symbolOf(com.github.javaparser.ast.Node node) {
        return body.attribution().symbolOf(node);
    }
}
