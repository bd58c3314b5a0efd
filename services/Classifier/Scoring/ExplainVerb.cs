using System.CommandLine;
using System.Globalization;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;
using Spectre.Console;

namespace Moderation.Classifier.Scoring;

/// <summary><c>explain TEXT [--title T]</c>: the text with the words that raised its scores in colour, and the scores.</summary>
internal static class ExplainVerb
{
    private static readonly Style[] Styles =
    [
        new(Color.White, Color.Red),
        new(Color.Black, Color.Yellow),
        new(Color.Black, Color.Aqua),
        new(Color.Black, Color.Lime),
        new(Color.White, Color.Purple),
    ];

    /// <summary>The gravest first.</summary>
    private static readonly (ScoreLabel Label, Style Style)[] Marks =
    [
        .. ScoreLabels.Unwanted.Select((row, rank) => (row.Label, Styles[rank % Styles.Length])),
    ];

    public static Command Create()
    {
        var model = ModelChoice.Option();
        var text = new Argument<string>("TEXT") { Description = "The comment." };
        var title = new Option<string>("--title")
        {
            Description = "The headline of the article that it stands under.",
            DefaultValueFactory = _ => "",
        };
        var command = new Command("explain", "Shows which words of a comment raised its scores.") { text, title, model };
        command.SetAction(parsed =>
        {
            using var scorer = new CommentScorer(ModelFile.Load(parsed.GetRequiredValue(model)));
            var content = parsed.GetRequiredValue(text);
            var (scores, spans) = scorer.Explain(new CommentInput("", content, parsed.GetValue(title)!));
            AnsiConsole.Write(new Panel(Highlight(content, spans)).Header(Markup.Escape(scorer.Model)).Expand());
            AnsiConsole.Write(Legend(content, scores, spans));
        });
        return command;
    }

    private static Paragraph Highlight(string content, IReadOnlyList<ScoreSpan> spans)
    {
        var styles = new Style[content.Length];
        Array.Fill(styles, Style.Plain);
        // The graver ones win where spans overlap.
        foreach (var (label, style) in Marks.Reverse())
        {
            foreach (var span in spans.Where(span => span.Label == label && span.Field == CommentField.Content))
                Array.Fill(styles, style, span.Start, span.End - span.Start);
        }

        var paragraph = new Paragraph();
        for (var i = 0; i < content.Length;)
        {
            var end = i + 1;
            while (end < content.Length && styles[end].Equals(styles[i]))
                end++;
            paragraph.Append(Printable(content[i..end]), styles[i]);
            i = end;
        }

        return paragraph;
    }

    private static Table Legend(string content, Scores scores, IReadOnlyList<ScoreSpan> spans)
    {
        var table = new Table().AddColumns("label", "score", "", "words");
        foreach (var (label, score) in scores)
        {
            var style = Marks.FirstOrDefault(mark => mark.Label == label).Style;
            var words = spans.Where(span => span.Label == label).Select(span => Printable(content[span.Start..span.End]));
            table.AddRow(
                new Spectre.Console.Text(label.ToString(), style),
                new Spectre.Console.Text(score.ToString("0.000", CultureInfo.InvariantCulture)),
                new Spectre.Console.Text(new string('█', (int)MathF.Round(score * 20)).PadRight(20, '░')),
                new Spectre.Console.Text(string.Join(" · ", words))
            );
        }

        return table;
    }

    /// <summary>A comment may hold escape sequences, and must not speak to the terminal.</summary>
    private static string Printable(string text) =>
        string.Concat(
            text.Select(unit =>
                (char.IsControl(unit) && unit != '\n') || char.GetUnicodeCategory(unit) == UnicodeCategory.Format
                    ? '\uFFFD'
                    : unit
            )
        );
}
