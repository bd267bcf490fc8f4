package dev.engram.runtime.token;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/**
 * Multiplies points of a curve over a prime field, which the JDK does for itself only. Its time depends on the numbers: for use
 * when a key is read, where nobody measures it, and not for signing.
 */
final class CurvePoints {
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final BigInteger prime;
    private final BigInteger a;

    CurvePoints(EllipticCurve curve) {
        this.prime = ((ECFieldFp) curve.getField()).getP();
        this.a = curve.getA();
    }

    /** @param factor 1 or more, below the order of the curve */
    ECPoint times(BigInteger factor, ECPoint point) {
        var sum = ECPoint.POINT_INFINITY;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = plus(sum, sum);
            if (factor.testBit(bit)) {
                sum = plus(sum, point);
            }
        }
        return sum;
    }

    private ECPoint plus(ECPoint one, ECPoint other) {
        if (one.equals(ECPoint.POINT_INFINITY)) {
            return other;
        }
        if (other.equals(ECPoint.POINT_INFINITY)) {
            return one;
        }
        if (one.getAffineX().equals(other.getAffineX()) && !one.equals(other)) {
            return ECPoint.POINT_INFINITY;
        }
        var slope = one.equals(other) ? tangent(one) : chord(one, other);
        var x = slope.pow(2)
                .subtract(one.getAffineX())
                .subtract(other.getAffineX())
                .mod(prime);
        var y = slope.multiply(one.getAffineX().subtract(x))
                .subtract(one.getAffineY())
                .mod(prime);
        return new ECPoint(x, y);
    }

    private BigInteger tangent(ECPoint point) {
        var rise = THREE.multiply(point.getAffineX().pow(2)).add(a);
        return rise.multiply(point.getAffineY().shiftLeft(1).modInverse(prime));
    }

    private BigInteger chord(ECPoint one, ECPoint other) {
        var rise = other.getAffineY().subtract(one.getAffineY());
        return rise.multiply(
                other.getAffineX().subtract(one.getAffineX()).mod(prime).modInverse(prime));
    }
}
