namespace Moderation.Moderator.Live;

/// <summary>Whether the classifier answers, as a console is told.</summary>
/// <param name="SilentSince">Since when it has not answered; null while it does.</param>
/// <param name="SecondsBehind">
/// How long the oldest comment without scores has been waiting, in whole tens of seconds; null below ten, which nobody notices,
/// and where the classifier is silent.
/// </param>
internal sealed record Scoring(DateTimeOffset? SilentSince, int? SecondsBehind)
{
    private const int Step = 10;

    public static Scoring Of(DateTimeOffset? silentSince, TimeSpan oldest) =>
        new(silentSince, silentSince is null && oldest.TotalSeconds >= Step ? (int)(oldest.TotalSeconds / Step) * Step : null);
}
