package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * One forward sweep, and reverse sweeps for vectors of outputs. The output is what the method returns; of a void method, what it leaves in
 * the arrays and objects it overwrites.
 */
final class RowSweeps {
    private final RetainedSweeps sweeps;
    private final Variable saved;
    private final Variable retained = Variable.generated("retained", RetainedSweeps.RETAINED);
    private final Variable cotangents;
    private final List<Expr> seeds = new ArrayList<>();

    RowSweeps(RetainedSweeps sweeps) {
        this.sweeps = sweeps;
        this.saved = Variable.generated("saved", sweeps.saved());
        this.cotangents = Variable.generated("cotangents", sweeps.cotangents());
    }

    /** The forward sweep; it leaves the value in the variable of the result. */
    List<Stmt> forward() {
        List<Stmt> out = new ArrayList<>();
        out.add(new Stmt.Assign(saved, new Expr.NewState(sweeps.saved()), Origin.NONE));
        Expr value = sweeps.compute(new Expr.Use(saved));
        out.add(
                sweeps.result() == null
                        ? new Stmt.Perform(value, Origin.NONE)
                        : new Stmt.Assign(sweeps.result(), value, Origin.NONE));
        return out;
    }

    /** Makes the seeds, which are zero; gives those of the output, null if it is one number: that has the seed one. */
    Expr output(List<Stmt> out) {
        List<Expr> counted = new ArrayList<>();
        for (int i = 0; i < sweeps.seeds().size(); i++) {
            Variable of = sweeps.outputs().get(i);
            if (of.type().isFloating()) {
                seeds.add(new Expr.Constant(of.type() == Primitive.FLOAT ? "1f" : "1.0", of.type()));
                continue;
            }
            Variable given = sweeps.seeds().get(i);
            Variable seed = Variable.generated(given.name(), given.type());
            out.add(new Stmt.Assign(seed, sweeps.zeros(new Expr.Use(of)), Origin.NONE));
            seeds.add(new Expr.Use(seed));
            if (sweeps.result() == null || of == sweeps.result()) {
                counted.add(new Expr.Use(seed));
            }
        }
        if (counted.size() < 2) {
            return counted.isEmpty() ? null : counted.get(0);
        }
        Variable all = Variable.generated("outputs", new ArrayType(ReferenceType.OBJECT));
        out.add(new Stmt.Assign(all, new Expr.ArrayLiteral((ArrayType) all.type(), counted), Origin.NONE));
        return new Expr.Use(all);
    }

    /** Notes the shadows as the forward sweep has left them. */
    Stmt retain() {
        return new Stmt.Assign(retained, RetainedSweeps.retained(new Expr.Use(saved)), Origin.NONE);
    }

    /** Makes them so again, before each reverse sweep but an only one. */
    Stmt restore() {
        return RetainedSweeps.restore(new Expr.Use(retained));
    }

    /** One reverse sweep. */
    List<Stmt> sweep() {
        List<Expr> arguments = new ArrayList<>(List.of(new Expr.Use(saved)));
        arguments.addAll(seeds);
        arguments.add(new Expr.Use(cotangents));
        Expr call = new Expr.GeneratedCall("", sweeps.reverse(), arguments, Primitive.VOID);
        return List.of(
                new Stmt.Assign(cotangents, new Expr.NewState(sweeps.cotangents()), Origin.NONE),
                new Stmt.Perform(call, Origin.NONE));
    }

    /** What it has found for an input. */
    Expr found(int input) {
        return new Expr.StateField(
                new Expr.Use(cotangents),
                sweeps.parts().get(input).name(),
                sweeps.parts().get(input).type());
    }
}
