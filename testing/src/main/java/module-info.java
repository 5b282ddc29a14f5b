/** Checks of generated derivatives, for the tests of users. */
module io.github.cotangent.check {
    exports io.github.cotangent.check;
}
