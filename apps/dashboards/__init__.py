"""Reports that come by themselves: made on a timetable once per person and period, kept as they were."""
