package app.jackdaw.practice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A short MP4 film (ISO 14496-12) of about twelve megabytes that players show. Its frames are drawn
 * while they are read, never held. Any thread.
 */
final class VideoFile implements Content {

    private static final int FRAMES = 150;
    private static final int FRAMES_PER_SECOND = 25;
    private static final long FILM_BYTES = (long) FRAMES * PcmFrames.FRAME_BYTES;

    /** The unit matrix of a track, as 16.16 and 2.30 fixed-point numbers. */
    private static final byte[] UNIT_MATRIX = ints(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

    private final byte[] head = head();

    @Override
    public long size() {
        return head.length + FILM_BYTES;
    }

    @Override
    public InputStream from(long offset) {
        return new Film(offset);
    }

    private static byte[] head() {
        byte[] type = box("ftyp", ascii("isom"), ints(0x200), ascii("isomiso2avc1mp41"));
        // the index names the place of the first frame, which lies behind the index
        int before = type.length + index(0).length + 8;
        byte[] mdat = join(ints(Math.toIntExact(8 + FILM_BYTES)), ascii("mdat"));
        return join(type, index(before), mdat);
    }

    private static byte[] index(int firstFrame) {
        byte[] movieHeader =
                box(
                        "mvhd",
                        ints(0, 0, 0, FRAMES_PER_SECOND, FRAMES, 0x10000, 0x01000000, 0, 0),
                        UNIT_MATRIX,
                        ints(0, 0, 0, 0, 0, 0, 2));
        byte[] trackHeader =
                box(
                        "tkhd",
                        ints(3, 0, 0, 1, 0, FRAMES, 0, 0, 0, 0),
                        UNIT_MATRIX,
                        ints(PcmFrames.WIDTH << 16, PcmFrames.HEIGHT << 16));
        int undetermined = ('u' - 0x60) << 10 | ('n' - 0x60) << 5 | ('d' - 0x60);
        byte[] mediaHeader =
                box("mdhd", ints(0, 0, 0, FRAMES_PER_SECOND, FRAMES, undetermined << 16));
        byte[] handler = box("hdlr", ints(0, 0), ascii("vide"), ints(0, 0, 0), ascii("practice\0"));
        byte[] here = box("dinf", box("dref", ints(0, 1), box("url ", ints(1))));
        byte[] samples =
                box(
                        "stbl",
                        box("stsd", ints(0, 1), sampleEntry()),
                        box("stts", ints(0, 1, FRAMES, 1)),
                        box("stsc", ints(0, 1, 1, FRAMES, 1)),
                        box("stsz", ints(0, PcmFrames.FRAME_BYTES, FRAMES)),
                        box("stco", ints(0, 1, firstFrame)));
        byte[] media = box("minf", box("vmhd", ints(1, 0, 0)), here, samples);
        byte[] track = box("trak", trackHeader, box("mdia", mediaHeader, handler, media));
        return box("moov", movieHeader, track);
    }

    private static byte[] sampleEntry() {
        byte[] sequence = PcmFrames.sequenceParameterSet();
        byte[] picture = PcmFrames.pictureParameterSet();
        byte[] configuration =
                box(
                        "avcC",
                        // version, profile, compatibility, level; lengths of four bytes; one set
                        new byte[] {1, 66, (byte) 0xC0, 40, (byte) 0xFF, (byte) 0xE1},
                        shorts(sequence.length),
                        sequence,
                        new byte[] {1},
                        shorts(picture.length),
                        picture);
        return box(
                "avc1",
                shorts(0, 0, 0, 1),
                new byte[16],
                shorts(PcmFrames.WIDTH, PcmFrames.HEIGHT),
                ints(0x480000, 0x480000, 0), // 72 dots per inch
                shorts(1),
                new byte[32], // name of an encoder: none
                shorts(24, -1),
                configuration);
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] body = join(parts);
        return join(ints(8 + body.length), ascii(type), body);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the head, then one frame after the other; holds one frame. One thread. */
    private final class Film extends InputStream {
        private final byte[] frame = new byte[PcmFrames.FRAME_BYTES];
        private int drawn = -1;
        private long position;

        Film(long position) {
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            if (position >= size()) {
                return -1;
            }
            byte[] source = head;
            int start = (int) position;
            if (position >= head.length) {
                long inFilm = position - head.length;
                int number = (int) (inFilm / PcmFrames.FRAME_BYTES);
                if (number != drawn) {
                    PcmFrames.draw(number, frame);
                    drawn = number;
                }
                source = frame;
                start = (int) (inFilm % PcmFrames.FRAME_BYTES);
            }
            int count = Math.min(length, source.length - start);
            System.arraycopy(source, start, target, offset, count);
            position += count;
            return count;
        }
    }
}
