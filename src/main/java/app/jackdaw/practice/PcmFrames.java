package app.jackdaw.practice;

import java.nio.ByteBuffer;

/**
 * Frames of an H.264 stream in which every macroblock is stored as plain samples (I_PCM, ITU-T
 * H.264 section 7.3.5): no encoder is needed, every player shows it, and all frames have the same
 * length. Pure; any thread.
 */
final class PcmFrames {

    /** Multiples of 16, the size of a macroblock. */
    static final int WIDTH = 320;

    static final int HEIGHT = 176;

    private static final int COLUMNS = WIDTH / 16;
    private static final int ROWS = HEIGHT / 16;

    /** 16×16 luma samples and two times 8×8 chroma samples. */
    private static final int MACROBLOCK = 256 + 64 + 64;

    /**
     * Header byte of the unit; slice header (first macroblock, I slice, picture set 0, frame 0, id
     * of the picture 1 or 2, no marking, no change of the quantizer) and the first macroblock's
     * type in four bytes; macroblocks, each but the first with a type of two bytes; stop bit.
     */
    private static final int UNIT = 1 + 4 + COLUMNS * ROWS * (MACROBLOCK + 2) - 2 + 1;

    /** As stored in an MP4 file: the unit's length, then the unit. */
    static final int FRAME_BYTES = 4 + UNIT;

    /** Baseline profile, level 4.0, one picture of {@link #WIDTH} by {@link #HEIGHT}. */
    static byte[] sequenceParameterSet() {
        BitWriter bits = new BitWriter();
        bits.fixed(0x67, 8).fixed(66, 8).fixed(0xC0, 8).fixed(40, 8);
        bits.golomb(0).golomb(0).golomb(2).golomb(0).fixed(0, 1);
        bits.golomb(COLUMNS - 1).golomb(ROWS - 1);
        // whole frames, 8×8 inference, no cropping, no display information; stop bit
        return bits.fixed(0b1100, 4).fixed(1, 1).toBytes();
    }

    static byte[] pictureParameterSet() {
        BitWriter bits = new BitWriter();
        bits.fixed(0x68, 8).golomb(0).golomb(0).fixed(0, 2);
        bits.golomb(0).golomb(0).golomb(0).fixed(0, 3);
        return bits.golomb(0).golomb(0).golomb(0).fixed(0, 3).fixed(1, 1).toBytes();
    }

    private PcmFrames() {}

    /** Writes the frame of that number, {@link #FRAME_BYTES} long, into an array of that length. */
    static void draw(int number, byte[] target) {
        ByteBuffer out = ByteBuffer.wrap(target);
        out.putInt(UNIT).put((byte) 0x65);
        // neighbouring pictures need different ids; 1 and 2 are codes of the same length
        out.put((byte) 0x88).put((byte) (number % 2 == 0 ? 0x82 : 0x83));
        out.put((byte) 0x21).put((byte) 0xA0);
        for (int block = 0; block < COLUMNS * ROWS; block++) {
            if (block > 0) {
                out.put((byte) 0x0D).put((byte) 0);
            }
            int left = block % COLUMNS * 16;
            int top = block / COLUMNS * 16;
            for (int i = 0; i < 256; i++) {
                out.put((byte) luma(left + i % 16, top + i / 16, number));
            }
            for (int i = 0; i < 64; i++) {
                out.put((byte) (90 + (left + 2 * (i % 8)) * 70 / WIDTH));
            }
            for (int i = 0; i < 64; i++) {
                out.put((byte) (110 + (top + 2 * (i / 8) + number) % HEIGHT * 50 / HEIGHT));
            }
        }
        out.put((byte) 0x80);
    }

    /**
     * A ball that crosses a hazy background. Samples stay within 16 to 235, the range of video: so
     * no bytes arise that the stream would have to escape.
     */
    private static int luma(int x, int y, int number) {
        int ballX = (number * 4 + 20) % WIDTH;
        int bounce = number % 50 - 25;
        int ballY = 40 + bounce * bounce * 100 / 625;
        int distance = (x - ballX) * (x - ballX) + (y - ballY) * (y - ballY);
        if (distance < 24 * 24) {
            return 225 - distance * 60 / 576;
        }
        return 50 + y * 80 / HEIGHT + (x + number) % 32;
    }

    /** Bits and Exp-Golomb codes, as parameter sets are written in. */
    private static final class BitWriter {
        private final StringBuilder bits = new StringBuilder();

        BitWriter fixed(int value, int width) {
            for (int bit = width - 1; bit >= 0; bit--) {
                bits.append(value >> bit & 1);
            }
            return this;
        }

        BitWriter golomb(int value) {
            int width = Integer.SIZE - Integer.numberOfLeadingZeros(value + 1);
            return fixed(0, width - 1).fixed(value + 1, width);
        }

        byte[] toBytes() {
            while (bits.length() % 8 != 0) {
                bits.append('0');
            }
            byte[] bytes = new byte[bits.length() / 8];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
            }
            return bytes;
        }
    }
}
