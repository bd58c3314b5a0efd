using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Moderation.Intake.Mail;

/// <summary>A part of a letter: a paragraph, what somebody wrote, or a link.</summary>
/// <param name="Text">As people read it.</param>
/// <param name="Link">Where it leads.</param>
/// <param name="IsQuote">Whether somebody else wrote it.</param>
public sealed record LetterPart(string Text, Uri? Link = null, bool IsQuote = false);

/// <summary>A letter to one reader.</summary>
/// <param name="Id">Under which mail programs know it, on every attempt.</param>
/// <param name="To">The reader.</param>
/// <param name="Subject">Nothing that a reader wrote is in it.</param>
/// <param name="Parts">From top to bottom.</param>
/// <param name="Unsubscribe">Where the reader ends such letters.</param>
public sealed record Letter(Guid Id, EmailAddress To, string Subject, IReadOnlyList<LetterPart> Parts, Uri Unsubscribe)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public string PlainText =>
        string.Join(
            "\n\n",
            Parts.Select(part =>
                part.Link is { } link ? $"{part.Text}\n{link}"
                : part.IsQuote ? "> " + part.Text.ReplaceLineEndings("\n> ")
                : part.Text
            )
        ) + "\n";

    public string HtmlText
    {
        get
        {
            var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>");
            html.Append(Html.Encode(Subject)).Append("</title></head><body>\n");
            foreach (var part in Parts)
            {
                var text = string.Join("<br>\n", part.Text.ReplaceLineEndings("\n").Split('\n').Select(Html.Encode));
                html.Append(
                    part.Link is { } link ? $"<p><a href=\"{Html.Encode(link.AbsoluteUri)}\">{text}</a></p>\n"
                    : part.IsQuote ? $"<blockquote dir=\"auto\">{text}</blockquote>\n"
                    : $"<p>{text}</p>\n"
                );
            }
            return html.Append("</body></html>\n").ToString();
        }
    }
}
