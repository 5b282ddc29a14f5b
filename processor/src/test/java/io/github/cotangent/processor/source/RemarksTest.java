package io.github.cotangent.processor.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.javaparser.ast.body.MethodDeclaration;
import io.github.cotangent.processor.ir.Remark;
import java.util.List;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;

class RemarksTest {
    private static List<Remark> remarks(String text) {
        SourceFile file = new SourceParser(SourceVersion.RELEASE_17, new Declarations(null)).parse("A.java", text);
        return file.remarksIn(file.unit()
                .findFirst(MethodDeclaration.class)
                .orElseThrow()
                .getBody()
                .orElseThrow());
    }

    @Test
    void everyKindOfCommentGivesItsLinesWithoutSigns() {
        List<Remark> found = remarks("""
                class A {
                    // not in the body
                    void f() {
                        // one
                        g(); //two
                        /* three */ g(/* four */);
                        /**
                         * five *is* it
                         *
                         * six */
                        g("// no comment");
                        //
                    }
                }
                """);
        assertEquals(
                List.of(
                        new Remark(4, true, List.of("one")),
                        new Remark(5, false, List.of("two")),
                        new Remark(6, true, List.of("three")),
                        new Remark(6, false, List.of("four")),
                        new Remark(7, true, List.of("five *is* it", "six"))),
                found);
    }

    /** A line end written as an escape would end the comment in the generated file, and what follows would be code. */
    @Test
    void escapesAreBroken() {
        assertEquals(
                List.of(new Remark(2, true, List.of("a \\ u0041 b"))),
                remarks("class A { void f() {\n// a \\u0041 b\n} }"));
    }
}
