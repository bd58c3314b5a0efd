namespace Moderation.Publisher.Webhooks;

/// <summary>How one try to deliver went.</summary>
/// <param name="StatusCode">The site's answer, if it gave one.</param>
/// <param name="Error">Otherwise what prevented it: <c>timeout</c>, <c>connection</c>, <c>address-refused</c> or
/// <c>circuit-open</c>.</param>
/// <param name="RetryAfter">How long the site, or the open circuit, asks to wait.</param>
/// <param name="Duration">How long it took.</param>
public sealed record Attempt(int? StatusCode, string? Error, TimeSpan? RetryAfter, TimeSpan Duration)
{
    public const string CircuitOpen = "circuit-open";

    /// <summary>False when nothing was sent, because the site failed so often that it is left alone for a moment.</summary>
    public bool WasMade => Error != CircuitOpen;

    /// <summary><c>accepted</c>, <c>refused</c>, or the error.</summary>
    internal string Outcome => Error ?? (WasAccepted ? "accepted" : "refused");

    public bool WasAccepted => StatusCode is >= 200 and < 300;
}
