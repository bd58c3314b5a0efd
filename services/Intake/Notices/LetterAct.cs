namespace Moderation.Intake.Notices;

/// <summary>What a link in a letter asks, or what it has done.</summary>
public enum LetterAct
{
    Unknown,
    Confirm,
    Confirmed,
    Unsubscribe,
    Unsubscribed,
}
