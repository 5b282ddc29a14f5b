package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.resolve.Symbol;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.Elements;

/** The classes that lower one method together, each for its part of the language. */
final class Lowerers {
    final Body body;
    final Access access;
    final StaticReach reach;
    final Guards guards;
    final Variables variables;
    final Conversions conversions;
    final Expressions expressions;
    final Arithmetic arithmetic;
    final Choices choices;
    final Assignments assignments;
    final Calls calls;
    final ArrayExpressions arrays;
    final OpaqueExpressions opaque;
    final OpaqueStatements opaqueStatements;
    final Jumps jumps;
    final Statements statements;
    final Loops loops;
    final Switches switches;

    Lowerers(
            Body body,
            Access access,
            Elements elements,
            StaticReach reach,
            Guards guards,
            Predicate<ExecutableElement> hasDerivative) {
        this.body = body;
        this.reach = reach;
        this.guards = guards;
        this.access = access;
        variables = new Variables(body, elements, access);
        conversions = new Conversions(body);
        expressions = new Expressions(this);
        arithmetic = new Arithmetic(this);
        choices = new Choices(this);
        assignments = new Assignments(this);
        calls = new Calls(this, hasDerivative);
        arrays = new ArrayExpressions(this);
        opaque = new OpaqueExpressions(this);
        opaqueStatements = new OpaqueStatements(this);
        jumps = new Jumps();
        statements = new Statements(this);
        loops = new Loops(this);
        switches = new Switches(this);
    }

    /** What a name, call or type of the source means. */
    Symbol symbolOf(com.github.javaparser.ast.Node node) {
        return body.attribution().symbolOf(node);
    }
}
