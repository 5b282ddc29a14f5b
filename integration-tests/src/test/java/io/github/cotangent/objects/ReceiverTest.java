package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Annotated instance methods: the receiver comes first, and it or fields of it can be inputs. */
class ReceiverTest {
    private static UserCode model(String annotation) {
        return new UserCode("""
                final class Model {
                    private final double[] weights;
                    double bias;
                    private final String name = "m";
                    Model(double bias, double... weights) {
                        this.bias = bias;
                        this.weights = weights;
                    }
                    %s
                    double predict(double[] x) {
                        double s = bias * bias;
                        for (int i = 0; i < x.length; i++) s += weights[i] * x[i];
                        return square(s) + name.length();
                    }
                    private double square(double s) {
                        return s * s;
                    }
                }
                """.formatted(annotation));
    }

    private static final String CALL =
            "var g = ModelDerivatives.predictGradient(new Model(2, 3, 4), new double[] {5, 6});\n";

    // s = 4 + 15 + 24 = 43, value 43² + 1, slope 86.

    @Test
    void withoutWrtTheReceiverIsConstant() throws Exception {
        UserCode code = model("@Differentiable");
        code.gives(CALL + "return give(g.value(), g.x());", 1850, 258, 344);
        code.gives("""
                List<String> names = new ArrayList<>();
                for (var m : ModelDerivatives.PredictGradient.class.getMethods()) names.add(m.getName());
                return give(names.contains("x"), names.contains("self"), names.contains("weights"));
                """, 1, 0, 0);
    }

    @Test
    void thisIsTheReceiverAsAWhole() throws Exception {
        model("@Differentiable(wrt = \"this\")").gives(CALL + """
                        ModelDerivatives.ModelTangent self = g.self();
                        return give(g.value(), self.weights(), self.bias());
                        """, 1850, 430, 516, 344);
    }

    @Test
    void selfIsAnotherNameForIt() throws Exception {
        model("@Differentiable(wrt = {\"self\", \"x\"})")
                .gives(CALL + "return give(g.self().weights(), g.self().bias(), g.x());", 430, 516, 344, 258, 344);
    }

    @Test
    void fieldsAreInputsByName() throws Exception {
        UserCode code = model("@Differentiable(wrt = {\"this.weights\", \"x\"})");
        code.gives(CALL + "return give(g.value(), g.weights(), g.x());", 1850, 430, 516, 258, 344);
        code.gives("""
                List<String> names = new ArrayList<>();
                for (var m : ModelDerivatives.PredictGradient.class.getMethods()) names.add(m.getName());
                return give(names.contains("weights"), names.contains("bias"), names.contains("self"));
                """, 1, 0, 0);
    }

    @Test
    void fieldsOfNumbersAreInputsByName() throws Exception {
        model("@Differentiable(wrt = \"this.bias\")").gives(CALL + "return give(g.bias());", 344);
    }

    @Test
    void theIntoFormTakesTheReceiverFirstToo() throws Exception {
        model("@Differentiable(wrt = {\"this.weights\", \"x\"})").gives("""
                Model m = new Model(2, 3, 4);
                double[] x = {5, 6};
                var into = new ModelDerivatives.PredictGradient();
                double value = ModelDerivatives.predictGradient(m, x, into);
                ModelDerivatives.predictGradient(m, x, into);
                return give(value, into.value(), into.weights(), into.x());
                """, 1850, 3700, 860, 1032, 516, 688);
    }

    @Test
    void forwardModeTakesTangentsOfFields() throws Exception {
        model("@Differentiable(value = Derivative.JVP, wrt = {\"this.weights\", \"x\"})")
                .gives("""
                var t = ModelDerivatives.predictJvp(new Model(2, 3, 4), new double[] {5, 6}, new double[] {1, 0.5}, new double[] {0, 2});
                return give(t.value(), t.tangent());
                """, 1850, 430 + 0.5 * 516 + 2 * 344);
    }

    @Test
    void forwardModeTakesTheTangentOfTheReceiver() throws Exception {
        model("@Differentiable(value = Derivative.JVP, wrt = \"this\")").gives("""
                var dot = new ModelDerivatives.ModelTangent().weights(new double[] {1, 0.5}).bias(3);
                var t = ModelDerivatives.predictJvp(new Model(2, 3, 4), new double[] {5, 6}, dot);
                return give(t.value(), t.tangent());
                """, 1850, 430 + 0.5 * 516 + 3 * 344);
    }

    @Test
    void anUnknownFieldIsAnError() {
        assertEquals(
                List.of("COT004"),
                model("@Differentiable(wrt = \"this.nothing\")").errorCodes());
    }

    @Test
    void aFieldWithoutDerivativeIsAnError() {
        assertEquals(
                List.of("COT002"), model("@Differentiable(wrt = \"this.name\")").errorCodes());
    }

    @Test
    void aMethodOfARecord() throws Exception {
        new UserCode("""
                record Line(double a, double b) {
                    @Differentiable(wrt = {"this", "t"})
                    double at(double t) {
                        return a + b * t * t;
                    }
                }
                """).gives("""
                var g = LineDerivatives.atGradient(new Line(2, 3), 4);
                return give(g.value(), g.self().a(), g.self().b(), g.t());
                """, 50, 1, 16, 24);
    }

    @Test
    void anInheritedFieldIsNamedLikeAnOwnOne() throws Exception {
        new UserCode("""
                class Base {
                    protected double k = 3;
                    double factor() {
                        return k;
                    }
                }
                """, """
                final class Derived extends Base {
                    private double own = 5;
                    @Override double factor() {
                        return super.factor() * own;
                    }
                    @Differentiable(wrt = {"this.k", "this.own", "x"})
                    double at(double x) {
                        return factor() * x * x;
                    }
                }
                """).gives("""
                var g = DerivedDerivatives.atGradient(new Derived(), 2);
                return give(g.k(), g.own(), g.x());
                """, 20, 12, 60);
    }

    @Test
    void anAnnotatedOverridableMethodFollowsTheClassAtRunTime() throws Exception {
        new UserCode("""
                class Shape {
                    @Differentiable
                    double area(double k) {
                        return k;
                    }
                }
                """, """
                final class Square extends Shape {
                    @Override double area(double k) {
                        return k * k;
                    }
                }
                """).gives("""
                return give(ShapeDerivatives.areaGradient(new Shape(), 3).k(),
                        ShapeDerivatives.areaGradient(new Square(), 3).k());
                """, 1, 6);
    }

    @Test
    void anOverrideThatCallsTheOneAboveAndTheAnnotatedOneAgain() throws Exception {
        new UserCode("""
                class Power {
                    private final double[] c = {1, 2};
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    double at(double x, int n) {
                        return n == 0 ? c[0] : c[1] * x * at(x, n - 1);
                    }
                }
                """, """
                final class Shifted extends Power {
                    @Override double at(double x, int n) {
                        return super.at(x, n) + x;
                    }
                }
                """).gives("""
                return give(PowerDerivatives.atGradient(new Power(), 3, 2).x(),
                        PowerDerivatives.atGradient(new Shifted(), 3, 2).x(),
                        PowerDerivatives.atJvp(new Shifted(), 3, 2, 1).tangent());
                """, 24, 145, 145);
    }

    @Test
    void aClassThatIsNotKnownHasNoDerivative() throws Exception {
        new UserCode("""
                class Shape {
                    double k = 2;
                    @Differentiable(wrt = {"this", "x"})
                    double area(double x) {
                        for (int i = 0; i < 2; i++) x *= k;
                        return x;
                    }
                }
                """).gives("""
                var g = ShapeDerivatives.areaGradient(new Shape(), 3);
                var into = new ShapeDerivatives.AreaGradient();
                try {
                    ShapeDerivatives.areaGradient(new Shape() {
                        @Override double area(double x) {
                            return 0;
                        }
                    }, 3, into);
                    return give(0);
                } catch (NoDerivativeException e) {
                    return give(g.value(), g.self().k(), g.x(), into.value());
                }
                """, 12, 12, 4, 0);
    }

    @Test
    void theReceiverAndAPartOfIt() {
        assertEquals(
                List.of("COT004"),
                model("@Differentiable(wrt = {\"this\", \"this.bias\"})").errorCodes());
    }

    @Test
    void aNullReceiverThrowsAsThePlainCallDoes() throws Exception {
        model("@Differentiable").gives("""
                try {
                    ModelDerivatives.predictGradient(null, new double[] {1, 2});
                    return give(0);
                } catch (NullPointerException e) {
                    return give(1);
                }
                """, 1);
    }
}
