package io.github.cotangent.processor.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Remark;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the user's comments stand in generated text. */
class RemarksTest {
    private final Variable x = Variable.parameter("x", Primitive.DOUBLE);

    private Stmt doubled(int line) {
        Expr sum = new Expr.Binary(BinaryOp.ADD, new Expr.Use(x), new Expr.Use(x), Primitive.DOUBLE);
        return new Stmt.Assign(x, sum, new Origin(0, 0, line));
    }

    private String printed(List<Remark> remarks, Stmt... statements) {
        Routine routine = new Routine("f", List.of(), true, List.of(x), Primitive.VOID, Block.of(statements), Set.of());
        return Compiled.of(routine.remarking(remarks)).body("f").strip();
    }

    @Test
    void commentsStandAboveOrBehindTheirStatement() {
        assertEquals(
                """
                // first
                // and $more
                x += x; // line 3: behind; again
                // second
                x += x; // line 5""",
                printed(
                        List.of(
                                new Remark(1, true, List.of("first", "and $more")),
                                new Remark(3, false, List.of("behind")),
                                new Remark(3, false, List.of("again")),
                                new Remark(4, true, List.of("second")),
                                new Remark(9, true, List.of("behind everything"))),
                        doubled(3),
                        doubled(5)));
    }

    @Test
    void theCommentOfAStatementThatIsGoneStandsAboveTheNext() {
        assertEquals("""
                // gone
                x += x; // line 5""", printed(List.of(new Remark(3, false, List.of("gone"))), doubled(5)));
    }

    @Test
    void theReverseSweepRepeatsNoComment() {
        assertEquals(
                """
                x += x; // line 2: once
                // reverse sweep
                x += x; // line 5
                x += x; // line 2""",
                printed(
                        List.of(
                                new Remark(2, false, List.of("once")),
                                new Remark(4, true, List.of("for what has gone")),
                                new Remark(5, false, List.of("for what has gone"))),
                        doubled(2),
                        new Stmt.Comment("reverse sweep"),
                        doubled(5),
                        doubled(2)));
    }

    @Test
    void commentsInABlockStayInside() {
        Stmt block = new Stmt.Labelled(new Label("body"), Block.of(doubled(3)), new Origin(0, 0, 1));
        assertEquals("""
                { // line 1
                    // inside
                    x += x; // line 3
                }""", printed(List.of(new Remark(2, true, List.of("inside"))), block));
    }
}
