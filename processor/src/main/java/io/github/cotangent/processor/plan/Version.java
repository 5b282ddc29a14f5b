package io.github.cotangent.processor.plan;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;

/**
 * One value of a variable: what one definition gives it, like a name in static single assignment form.
 */
public final class Version {

    /** Where a version comes into being; also where it can be saved. */
    public enum Kind {
        /** On entry to the method. */
        ENTRY,
        /** Behind an assignment. */
        ASSIGN,
        /** Behind an if, switch, try or labelled block that may assign it. */
        JOIN,
        /** At the start of an iteration. */
        HEADER,
        /** Behind the body of an iteration, before the update. */
        BODY,
        /** Before a finalizer, or where an exception is caught. */
        FINALIZER,
        /** Behind a loop. */
        EXIT
    }

    private final Variable variable;
    private final Kind kind;
    private final Stmt place;
    private final Expr value;
    private final Segment home;
    private final int position;

    Version(Variable variable, Kind kind, Stmt place, Expr value, Segment home, int position) {
        this.variable = variable;
        this.kind = kind;
        this.place = place;
        this.value = value;
        this.home = home;
        this.position = position;
    }

    public Variable variable() {
        return variable;
    }

    public Kind kind() {
        return kind;
    }

    /** The assignment, loop or branching statement that defines it; null for entry. */
    public Stmt place() {
        return place;
    }

    /** What was assigned; null unless one expression was. */
    public Expr value() {
        return value;
    }

    /** The segment it is defined in. */
    public Segment home() {
        return home;
    }

    /** Its place in text order. */
    public int position() {
        return position;
    }

    @Override
    public String toString() {
        return variable + "@" + kind + position;
    }
}
