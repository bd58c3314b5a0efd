using System.Text.Json;
using Moderation.Contracts;

namespace Moderation.Classifier.Data;

/// <summary>A comment in which people have marked what offends.</summary>
/// <param name="Text">The comment.</param>
/// <param name="Toxic">1 if it is toxic.</param>
/// <param name="Spans">Start and end of each stretch, in UTF-16 units, the end excluded.</param>
public sealed record MarkedComment(string Text, int Toxic, IReadOnlyList<IReadOnlyList<int>> Spans)
{
    /// <summary>Reads JSON Lines with <c>text</c>, <c>toxic</c> (0 or 1) and <c>spans</c> ([[start, end], …]).</summary>
    /// <exception cref="InvalidDataException">The file is missing or a line cannot be read.</exception>
    public static IReadOnlyList<MarkedComment> Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"There is no file {path}.");
        try
        {
            return
            [
                .. File.ReadLines(path)
                    .Select(line =>
                        JsonSerializer.Deserialize<MarkedComment>(line, ContractJson.Options)
                            is { Text: not null, Spans: not null } comment
                            ? comment
                            : throw new JsonException()
                    ),
            ];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} holds a line without text and spans.", exception);
        }
    }

    /// <summary>True if something in the stretch is marked.</summary>
    public bool Marks(int start, int end) => Spans.Any(span => span[0] < end && start < span[1]);

    /// <summary>Unit by unit: marked or not.</summary>
    public bool[] ByUnit()
    {
        var units = new bool[Text.Length];
        foreach (var span in Spans)
            units.AsSpan(span[0], Math.Min(span[1], units.Length) - span[0]).Fill(true);
        return units;
    }
}
