using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Comments;

/// <summary>The configuration section <c>Site</c>.</summary>
public sealed class SiteOptions : IValidatableObject
{
    /// <summary>
    /// Address of this site as readers know it, for the links that moderators follow. Needed in Production, where the
    /// <c>Host</c> header of a request proves nothing; elsewhere the request's own address serves.
    /// </summary>
    [HttpAddress]
    public Uri? PublicUrl { get; set; }

    /// <summary>Publisher's address as readers know it, for the feeds that pages name. Without it they name none.</summary>
    [HttpAddress]
    public Uri? PublisherUrl { get; set; }

    /// <summary>Intake's address as readers know it, for the page that shows the embed. Without it there is none.</summary>
    [HttpAddress]
    public Uri? IntakeUrl { get; set; }

    /// <summary>What the form asks of readers: the code works without scripts, the proof does not.</summary>
    public Challenge Challenge { get; set; } = Challenge.Code;

    /// <summary>Whether the form takes an e-mail address for notices. Intake must send them: its section <c>Mail</c>.</summary>
    public bool Mail { get; set; }

    /// <summary>On how many levels replies stand beneath one another.</summary>
    [Range(1, ThreadLevels.Most, ErrorMessage = "Site:Levels must be 1, 2 or 3.")]
    public int Levels { get; set; } = 1;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicUrl is null && validationContext.IsProduction())
            yield return new ValidationResult(new ConfiguredAttribute().FormatErrorMessage("Site:PublicUrl"));
    }
}
