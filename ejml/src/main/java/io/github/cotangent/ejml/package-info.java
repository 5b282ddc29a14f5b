/** Linear equations for derivatives of implicit functions, solved by EJML. */
package io.github.cotangent.ejml;
