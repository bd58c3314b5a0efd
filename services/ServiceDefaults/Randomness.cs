namespace Moderation.ServiceDefaults;

/// <summary>Whether bytes can be the product of a random generator: what people make up repeats itself or counts.</summary>
internal static class Randomness
{
    /// <summary>Of 24 random bytes or more fewer than this share differ less than once in a thousand million times.</summary>
    private const double LeastShare = 0.6;

    /// <summary>Of random bytes; text is not.</summary>
    public static bool Looks(byte[] bytes) =>
        Looks(bytes, least: (int)(bytes.Length * LeastShare)) && bytes.Any(value => value is < 0x20 or > 0x7E);

    /// <param name="bytes">Of a key or of a text.</param>
    /// <param name="least">How many differ, and how many steps from one to the next, and how many steps of those.</param>
    public static bool Looks(byte[] bytes, int least)
    {
        var steps = Steps(bytes);
        return new[] { bytes, steps, Steps(steps) }.All(values => values.Distinct().Count() >= least) && !Repeats(bytes);
    }

    private static byte[] Steps(byte[] bytes) => [.. bytes.Zip(bytes.Skip(1), (one, next) => unchecked((byte)(next - one)))];

    /// <summary>Whether it is one piece twice or more often.</summary>
    private static bool Repeats(byte[] bytes) =>
        Enumerable
            .Range(1, bytes.Length / 2)
            .Any(length => bytes.AsSpan(length).SequenceEqual(bytes.AsSpan(0, bytes.Length - length)));
}
