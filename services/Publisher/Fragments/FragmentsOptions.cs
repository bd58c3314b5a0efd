using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Fragments;

/// <summary>The configuration section <c>Fragments</c>.</summary>
public sealed class FragmentsOptions
{
    /// <summary>Intake's address as readers know it, where comments are reported. Without it nothing leads there.</summary>
    [HttpAddress]
    public Uri? IntakeUrl { get; set; }

    internal string? ReportUrlOf(string articleId, Guid commentId, string language) =>
        IntakeUrl is null
            ? null
            : $"{IntakeUrl.ToString().TrimEnd('/')}/articles/{articleId}/comments/{commentId}/report?lang={language}";
}
