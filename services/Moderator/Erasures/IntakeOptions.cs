using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Erasures;

/// <summary>
/// The configuration section <c>Intake</c>: where requests to erase and sites are kept. Without it the console has
/// neither to show.
/// </summary>
public sealed class IntakeOptions : OperatedService;
