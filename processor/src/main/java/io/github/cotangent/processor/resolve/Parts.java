package io.github.cotangent.processor.resolve;

import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The parts of the attribution of one body, which use each other. */
final class Parts {
    final TypeOps ops;
    final Members members;
    final Functions functions;
    final Merging merging;
    final Conversions conversions;
    final Access access;
    final TypeElement enclosing;
    final Scope scope;
    final TypeNodes typeNodes;
    final Attribution attribution = new Attribution();
    final Expressions expressions = new Expressions(this);
    final Statements statements = new Statements(this);
    final VariableNames variableNames = new VariableNames(this);
    final Operators operators = new Operators(this);
    final Choices choices = new Choices(this);
    final MemberMethods memberMethods = new MemberMethods(this);
    final Overloads overloads;
    final Calls calls = new Calls(this);
    final Creations creations = new Creations(this);
    final Lambdas lambdas = new Lambdas(this);
    final References references = new References(this);
    final LocalClasses localClasses = new LocalClasses(this);
    final Bindings bindings = new Bindings(attribution);

    Parts(Elements elements, TypeOps ops, Members members, TypeNames names, Scope scope) {
        this.ops = ops;
        this.members = members;
        this.functions = new Functions(ops, members);
        this.merging = new Merging(ops);
        this.conversions = new Conversions(ops);
        this.enclosing = names.enclosing();
        this.access = new Access(elements, ops, enclosing, scope);
        this.scope = scope;
        this.typeNodes = new TypeNodes(ops, members, names, scope, attribution);
        this.overloads = new Overloads(ops, conversions, new FunctionArguments(this));
    }
}
