using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Moderation.Intake.Captchas;

/// <summary>
/// Reads a code aloud, in Vietnamese: recorded letters at changing pace, with gaps of changing length, over noise and over other
/// letters played backwards.
/// </summary>
public static class CaptchaAudio
{
    /// <summary>Samples a second.</summary>
    public const int Rate = 11_025;

    private const int HeaderBytes = 44;

    private static readonly Dictionary<char, short[]> Voice = CaptchaCodes.Alphabet.ToDictionary(letter => letter, Load);

    /// <returns>A WAV file: one channel of 16 bits at <see cref="Rate"/>.</returns>
    /// <param name="code">What it says.</param>
    /// <param name="random">Where everything else comes from.</param>
    public static byte[] Speak(string code, Random random)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(random);
        var said = new List<short>(Rate * 12);
        Gap(said, random);
        foreach (var letter in code)
        {
            said.AddRange(AtPace(Voice[letter], 0.9 + random.NextDouble() * 0.2));
            Gap(said, random);
        }
        return Wav(Disturb(said, random));
    }

    private static void Gap(List<short> said, Random random) =>
        said.AddRange(new short[random.Next(Rate * 4 / 10, Rate * 9 / 10)]);

    private static IEnumerable<short> AtPace(short[] clip, double pace)
    {
        for (var at = 0.0; at < clip.Length - 1; at += pace)
        {
            var (left, share) = ((int)at, at - (int)at);
            yield return (short)(clip[left] * (1 - share) + clip[left + 1] * share);
        }
    }

    private static short[] Disturb(List<short> said, Random random)
    {
        var noise = new double[said.Count];
        for (var at = random.Next(Rate / 2); at < noise.Length; at += random.Next(Rate / 4, Rate))
        {
            var other = Voice[CaptchaCodes.Alphabet[random.Next(CaptchaCodes.Alphabet.Length)]];
            for (var i = 0; i < other.Length && at + i < noise.Length; i++)
                noise[at + i] += other[^(i + 1)] * 0.16;
        }
        return
        [
            .. said.Select(
                (sample, i) =>
                    (short)Math.Clamp(sample * 0.8 + noise[i] + random.Next(-900, 900), short.MinValue, short.MaxValue)
            ),
        ];
    }

    private static byte[] Wav(short[] samples)
    {
        var wav = new byte[HeaderBytes + samples.Length * 2];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        // Uncompressed, one channel.
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), samples.Length * 2);
        MemoryMarshal.AsBytes(samples.AsSpan()).CopyTo(wav.AsSpan(HeaderBytes));
        return wav;
    }

    /// <summary>The clips have twice the rate.</summary>
    private static short[] Load(char letter)
    {
        using var clip = typeof(CaptchaAudio).Assembly.GetManifestResourceStream(
            $"{typeof(CaptchaAudio).Namespace}.Voice.{letter}.wav"
        )!;
        var bytes = new byte[clip.Length];
        clip.ReadExactly(bytes);
        var samples = MemoryMarshal.Cast<byte, short>(bytes.AsSpan(HeaderBytes));
        var half = new short[samples.Length / 2];
        for (var i = 0; i < half.Length; i++)
            half[i] = (short)((samples[2 * i] + samples[2 * i + 1]) / 2);
        return half;
    }
}
