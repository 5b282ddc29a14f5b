package io.github.cotangent.runtime;

/**
 * The short way to add tangents that consist of numbers only and refer to nothing, as those of most records do: no pairs need
 * be found.
 */
final class Numbers extends Pass {
    private boolean adding;
    private boolean alone = true;

    /** Adds to a tangent if neither of the two refers to anything; otherwise nothing is changed. */
    static boolean add(Tangent sum, Tangent addend) {
        if (sum.getClass() != addend.getClass()) {
            return false;
        }
        Numbers pass = new Numbers();
        sum.parts(pass, addend);
        if (pass.alone) {
            pass.adding = true;
            sum.parts(pass, addend);
        }
        return pass.alone;
    }

    /** Whether a tangent refers to nothing. */
    static boolean only(Tangent tangent) {
        Numbers pass = new Numbers();
        tangent.parts(pass, tangent);
        return pass.alone;
    }

    @Override
    public double of(String name, double mine, double other) {
        return adding ? mine + other : mine;
    }

    @Override
    public float of(String name, float mine, float other) {
        return adding ? mine + other : mine;
    }

    @Override
    public <T> T of(String name, T mine, T other) {
        alone &= mine == null && other == null;
        return mine;
    }
}
