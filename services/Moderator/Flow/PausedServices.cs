using Moderation.Moderator.Erasures;
using Moderation.Moderator.Models;
using Moderation.Moderator.Operations;
using Moderation.Moderator.Webhooks;

namespace Moderation.Moderator.Flow;

/// <summary>The other services whose stations can be paused; each honours its own pauses.</summary>
internal sealed class PausedServices(IntakeClient intake, ClassifierClient classifier, PublisherClient publisher)
{
    public OperatedClient Of(string service) =>
        service switch
        {
            "intake" => intake,
            "classifier" => classifier,
            _ => publisher,
        };

    /// <returns>Whether the service heard it; what it cannot do it refuses, and that is heard too.</returns>
    public Task<bool> TellAsync(KeptPause kept, CancellationToken cancellationToken) =>
        Of(kept.Service).TellAsync(kept.Method, kept.Path, kept.Body, cancellationToken);
}
