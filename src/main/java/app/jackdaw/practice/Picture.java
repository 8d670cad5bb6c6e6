package app.jackdaw.practice;

/**
 * What a generated image shows, as a function of the place. Pure; any thread. {@code StrictMath}
 * because pictures have to be the same on every machine.
 */
@FunctionalInterface
interface Picture {

    /**
     * Says which colour a pixel has.
     *
     * @return red, green and blue, eight bits each
     */
    int rgb(int x, int y);

    /** A sun above three ranges of hills, in four colours from the sky down to the nearest hill. */
    static Picture landscape(int width, int height, int seed, int... colours) {
        double sunX = width * (0.2 + 0.6 * (grain(seed, 1, 7) & 63) / 63.0);
        double sunY = height * 0.33;
        double sunRadius = height * 0.11;
        double[][] crests = new double[4][width];
        for (int range = 1; range <= 3; range++) {
            for (int x = 0; x < width; x++) {
                double wave =
                        StrictMath.sin(x * (2.0 + range) / width * 3 + seed * 1.7 + range * 2);
                crests[range][x] = height * (0.42 + 0.15 * range - 0.05 * wave);
            }
        }
        return (x, y) -> {
            for (int range = 3; range >= 1; range--) {
                double crest = crests[range][x];
                if (y > crest) {
                    return blend(colours[range], colours[0], 0.25 * (y - crest) / height);
                }
            }
            double distance = distance(x - sunX, y - sunY);
            if (distance < sunRadius) {
                return blend(0xFFF6D8, colours[1], 0.3 * distance / sunRadius);
            }
            return blend(colours[0], 0xFFFFFF, 0.75 * y / height);
        };
    }

    /** Rings around a centre: a sign, a poster, a logo. */
    static Picture rings(int width, int height, int ring, int... colours) {
        return (x, y) -> {
            double distance = distance(x - width / 2.0, y - height / 2.0);
            int colour = colours[(int) (distance / ring) % colours.length];
            return blend(colour, 0xFFFFFF, 0.35 * y / height);
        };
    }

    /** The same with a little grain, which a photograph has and which makes files larger. */
    default Picture grainy(int seed) {
        return (x, y) -> rgb(x, y) ^ (grain(x, y, seed) & 0x030303);
    }

    private static double distance(double x, double y) {
        return Math.sqrt(x * x + y * y); // exact to the last bit everywhere, unlike Math.sin
    }

    private static int blend(int from, int to, double share) {
        double kept = 1 - Math.clamp(share, 0.0, 1.0);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xFF;
            int b = to >> shift & 0xFF;
            mixed |= (int) (a * kept + b * (1 - kept)) << shift;
        }
        return mixed;
    }

    /** An integer hash (the finalizer of MurmurHash3): noise that needs no state. */
    private static int grain(int x, int y, int seed) {
        int h = x * 0x9E3779B1 ^ y * 0x85EBCA77 ^ seed * 0xC2B2AE3D;
        h = (h ^ h >>> 16) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return h ^ h >>> 16;
    }
}
