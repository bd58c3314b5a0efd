using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Data;

/// <summary>One file of labelled comments, as JSON Lines.</summary>
/// <param name="Name">The file's name without its folder.</param>
/// <param name="Weight">How much each of its lines counts beside the others'.</param>
/// <param name="Domain">What kind of comments it holds: domains have words and insults of their own, and each gets its own
/// heads.</param>
/// <param name="Sha256">Of the file, lower-case hexadecimal.</param>
/// <param name="Comments">Its lines, in order.</param>
public sealed record DataFile(string Name, float Weight, string Domain, string Sha256, IReadOnlyList<LabelledComment> Comments)
{
    public const string UsualDomain = "news";

    public TrainingSource Source =>
        new(Name, Comments.Count(comment => comment.CopyOf is null), Weight, Sha256) { Domain = Domain };

    /// <summary>
    /// Reads <c>FILE[=WEIGHT][@DOMAIN][~LABEL]…</c>; none of the lines is of the labels behind a tilde. Fields: <c>text</c>,
    /// <c>title</c> (headline of the article), and any of the labels' names (0 or 1), <c>label</c> (clean, offensive, hate),
    /// <c>toxic</c> (0 or 1) and <c>sentiment</c> (-1 to 1: what is said against something counts as toxic, in a domain of its
    /// own); others are ignored.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is missing or a line cannot be read; the message names it.</exception>
    public static DataFile Read(string argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        var (path, weight, domain) = (argument, 1f, UsualDomain);
        List<ScoreLabel> absent = [];
        while (path.LastIndexOf('~') is > 0 and var tilde && ScoreLabels.Named(path[(tilde + 1)..]) is { } row)
        {
            absent.Add(row.Label);
            path = path[..tilde];
        }

        if (path.LastIndexOf('@') is > 0 and var sign && !File.Exists(path))
            (path, domain) = (path[..sign], path[(sign + 1)..]);
        if (
            path.LastIndexOf('=') is > 0 and var at
            && float.TryParse(path[(at + 1)..], CultureInfo.InvariantCulture, out var given)
        )
            (path, weight) = (path[..at], given);
        if (!File.Exists(path))
            throw new InvalidDataException($"There is no file {path}.");
        var bytes = File.ReadAllBytes(path);
        return new DataFile(
            Path.GetFileName(path),
            weight,
            domain,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            [.. ReadLines(path).Select(comment => Without(absent, comment))]
        );
    }

    private static LabelledComment Without(List<ScoreLabel> absent, LabelledComment comment) =>
        absent.Count == 0
            ? comment
            : comment with
            {
                Labels = comment
                    .Labels.Concat(absent.Except(comment.Labels.Keys).Select(label => KeyValuePair.Create(label, false)))
                    .ToDictionary(),
            };

    private static IEnumerable<LabelledComment> ReadLines(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            yield return Read(line, $"{path}, line {number}");
        }
    }

    private static LabelledComment Read(string line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, ContractJson.Options) is { Text: { } text } read
                ? new LabelledComment(new CommentInput("", text, read.Title ?? ""), read.Labels())
                : throw new InvalidDataException($"{place}: the field \"text\" is missing.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{place}: it is not a JSON object of the known fields.", exception);
        }
    }

    private sealed record Line(string? Text, string? Title, string? Label, int? Toxic, int? Sentiment)
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement> Others { get; init; } = [];

        /// <summary>A label's own field goes before what others say of it.</summary>
        public Dictionary<ScoreLabel, bool> Labels()
        {
            var labels = new Dictionary<ScoreLabel, bool>();
            if (Label is not null)
                (labels[ScoreLabel.Toxicity], labels[ScoreLabel.Hate]) = (Label != "clean", Label == "hate");
            if (Sentiment is { } sentiment)
                labels[ScoreLabel.Toxicity] = sentiment < 0;
            if (Toxic is { } toxic)
                labels[ScoreLabel.Toxicity] = toxic != 0;
            foreach (var row in ScoreLabels.All)
            {
                if (Others.TryGetValue(row.Name, out var value) && value.Deserialize<int?>() is { } own)
                    labels[row.Label] = own != 0;
            }

            return labels;
        }
    }
}
