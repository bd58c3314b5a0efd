using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>The configuration section <c>Flow</c>: where the flow of messages is watched. What has no address is not.</summary>
public sealed class FlowOptions : IValidatableObject
{
    /// <summary>
    /// Operations port of a service, such as <c>http://intake:8081</c>; every address of its name is a copy. Several are
    /// separated by spaces.
    /// </summary>
    public string? Intake { get; set; }

    /// <inheritdoc cref="Intake"/>
    public string? Classifier { get; set; }

    /// <inheritdoc cref="Intake"/>
    public string? Moderator { get; set; }

    /// <inheritdoc cref="Intake"/>
    public string? Publisher { get; set; }

    /// <inheritdoc cref="Intake"/>
    public string? Site { get; set; }

    /// <summary>
    /// RabbitMQ's management API with a user who may look, and the virtual host. Nodes of a cluster stand in one address, as
    /// <c>host:port,host:port</c>.
    /// </summary>
    [Secret]
    [RegularExpression(
        "^https?://[^:@/]+:[^@/]+@[^@/]+/[^/]+$",
        ErrorMessage = "{0} must be http://user:password@host:port/vhost."
    )]
    public string? RabbitMq { get; set; }

    /// <summary>How often each is asked while somebody looks.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often otherwise, for the time lines.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan Slowly { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an answer may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a comment may wait for a moderator before that is said to be long.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan LongWait { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The addresses by the service's name, in the order of the flow.</summary>
    internal IEnumerable<(string Service, IReadOnlyList<Uri> Addresses)> Services() =>
        Written()
            .Select(written => (written.Service, (IReadOnlyList<Uri>)[.. Parts(written.Text).Select(text => new Uri(text))]));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        return
            from written in Written()
            where Parts(written.Text).Any(text => !IsAddress(text))
            select new ValidationResult(
                $"{validationContext.DisplayName}:{written.Key} must be addresses that begin with https:// or http://."
            );
    }

    private (string Service, string Key, string? Text)[] Written() =>
        [
            ("intake", nameof(Intake), Intake),
            ("classifier", nameof(Classifier), Classifier),
            ("moderator", nameof(Moderator), Moderator),
            ("publisher", nameof(Publisher), Publisher),
            ("site", nameof(Site), Site),
        ];

    private static string[] Parts(string? text) =>
        text?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsAddress(string text) => new HttpAddressAttribute().IsValid(Parsed(text) ?? (object)text);

    private static Uri? Parsed(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;
}
