using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Erasures;

/// <summary>
/// The configuration section <c>Intake</c>: where requests to erase are kept. Without it the console has no list of erasures to
/// show.
/// </summary>
public sealed class IntakeOptions : OperatedService;
