using System.Globalization;
using Moderation.Contracts;

namespace Moderation.Classifier.Training;

/// <summary>
/// One more head of a label, for comments of another kind than those that are served: where these are mild, a plain insult is
/// rare, and the head that knows their kind gives it less than it deserves. The higher probability of both is the score.
/// </summary>
/// <param name="Label">The label.</param>
/// <param name="Domain">Whose held-out comments calibrate it.</param>
/// <param name="Expected">The share of the label's comments to be expected; null takes that of the domain.</param>
/// <param name="Shares">How much the head of each domain counts; one that is not named counts nothing.</param>
public sealed record HeadBeside(
    ScoreLabel Label,
    string Domain,
    float? Expected,
    IReadOnlyDictionary<string, float> Shares
)
{
    /// <summary>From <c>LABEL@DOMAIN[=EXPECTED]:DOMAIN=SHARE,DOMAIN=SHARE…</c></summary>
    /// <exception cref="InvalidDataException">It is not written so, or names a label that there is not.</exception>
    public static HeadBeside Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var (whole, shares) = (text.Split(':')[0], text.Split(':')[1]);
            var (label, domain) = (whole.Split('@')[0], whole.Split('@')[1].Split('='));
            return new HeadBeside(
                ScoreLabels.Named(label)?.Label ?? throw new InvalidDataException($"There is no label {label}."),
                domain[0],
                domain.Length > 1 ? Number(domain[1]) : null,
                shares
                    .Split(',')
                    .Select(share => share.Split('='))
                    .ToDictionary(share => share[0], share => Number(share[1]), StringComparer.Ordinal)
            );
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{text} must be LABEL@DOMAIN[=EXPECTED]:DOMAIN=SHARE,…", exception);
        }
    }

    private static float Number(string text) =>
        float.Parse(text, CultureInfo.InvariantCulture) is var number && float.IsFinite(number) && number >= 0
            ? number
            : throw new FormatException();
}
