using Moderation.Intake.Authors;

namespace Moderation.Intake.PhoneCodes;

/// <summary>Takes messages to phones. What it logs holds neither the number nor the text.</summary>
public interface ISmsGate
{
    /// <param name="phone">Whose owner reads it.</param>
    /// <param name="text">At most 70 characters, which one message holds with Vietnamese letters.</param>
    /// <param name="cancellationToken">The reader waits no longer.</param>
    /// <returns>Whether it is on its way.</returns>
    Task<bool> SendAsync(Phone phone, string text, CancellationToken cancellationToken);
}
