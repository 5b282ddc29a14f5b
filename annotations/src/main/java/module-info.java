/** The annotations of Cotangent: what users write on their methods and what generated code carries. */
module io.github.cotangent {
    exports io.github.cotangent;
}
