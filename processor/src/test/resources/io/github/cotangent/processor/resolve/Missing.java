package p;

import static p.MissingDerivatives.gGradient;

import p.other.Absent;
import java.util.List;

class Missing {
    static double f(double a) { return a; }
    static double train(double[] w, int n) {
        MissingDerivatives.FGradient g = MissingDerivatives.fGradient(1.0);
        var h = MissingDerivatives.fGradient(w[0]);
        p.MissingDerivatives.FGradient q = new p.MissingDerivatives.FGradient();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double v = MissingDerivatives.fGradient(w[i], q);
            sum += v * f(w[i]) + h.a() + g.value() * 2;
            w[i] -= 0.1 * q.a();
            sum -= f(g.value());
            sum += Math.abs(f(3) + 1);
        }
        double d = sum + gGradient(3).a() + Absent.CONSTANT * 2 + w.length;
        for (var each : MissingDerivatives.all()) { sum += each.value() + w[0]; }
        for (MissingDerivatives.FGradient each : MissingDerivatives.all()) sum += each.value();
        MissingDerivatives.with(x -> x * sum2(w, x + 1));
        Runnable r = () -> { var t = MissingDerivatives.z(); System.out.println(t + w.length); };
        String s = "a" + h + MissingDerivatives.z();
        boolean z = MissingDerivatives.z() > 3 && !h.ok() || g == null;
        double e = z ? MissingDerivatives.z() : 2;
        Object o = h;
        Absent absent = new Absent(w) { double m(double y) { return y * w[0] + inherited(y); } };
        List<Absent> list = List.of(absent);
        int k = n + unknownName + unknownMethod(n);
        return sum + this_.x;
    }
    static double sum2(double[] w, double x) { return x; }
}
