using System.Text.Json;

namespace Moderation.Classifier.Benchmark;

/// <summary>One text of a data set with the class that its authors gave it.</summary>
/// <param name="Text">The comment.</param>
/// <param name="Title">Headline of its article; empty without <c>--title</c>.</param>
/// <param name="Topic">Section of its article; empty without <c>--title</c>, or where the data set has none.</param>
/// <param name="Class">The label's value as written in the file.</param>
internal sealed record BenchmarkText(string Text, string Title, string Topic, string Class);

/// <summary>A data set's file, as JSON Lines, read by the data set's own labels.</summary>
internal static class BenchmarkFile
{
    /// <exception cref="InvalidDataException">The file is missing, or a line is no JSON object or lacks its text or label; the
    /// message names it.</exception>
    public static IEnumerable<BenchmarkText> Read(string path, string label, bool withTitle)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"There is no file {path}.");
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return ReadLine(line, label, withTitle, $"{path}, line {number}");
        }
    }

    private static BenchmarkText ReadLine(string line, string label, bool withTitle, string place)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return new BenchmarkText(
                Field(json, "text") ?? throw new InvalidDataException($"{place}: the field \"text\" is missing."),
                withTitle ? Field(json, "title") ?? "" : "",
                withTitle ? Field(json, "topic") ?? "" : "",
                Field(json, label) ?? throw new InvalidDataException($"{place}: the field \"{label}\" is missing.")
            );
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{place}: it is no JSON object.", exception);
        }
    }

    private static string? Field(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
